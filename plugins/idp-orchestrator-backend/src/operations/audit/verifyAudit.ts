import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const verifyAudit = bind(CONTRACTS.verifyAudit, {
  run: ({ orchestrator }, { caller }) => orchestrator.verifyAudit(caller),
});
