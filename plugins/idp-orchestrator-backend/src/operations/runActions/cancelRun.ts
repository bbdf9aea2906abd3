import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const cancelRun = bind(CONTRACTS.cancelRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.cancelRun(caller, params.runId, body),
});
