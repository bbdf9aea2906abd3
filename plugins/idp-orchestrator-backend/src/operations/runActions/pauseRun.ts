import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const pauseRun = bind(CONTRACTS.pauseRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.pauseRun(caller, params.runId, body),
});
