import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const startRun = bind(CONTRACTS.startRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.startRun(caller, params.flowId, body),
});
