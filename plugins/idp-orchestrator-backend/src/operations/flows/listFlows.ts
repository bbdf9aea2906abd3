import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listFlows = bind(CONTRACTS.listFlows, {
  run: ({ orchestrator }, { caller }) => orchestrator.listFlows(caller),
});
