import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const approveRun = bind(CONTRACTS.approveRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.approveRun(caller, params.runId, body),
});
