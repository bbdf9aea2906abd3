import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const retryRun = bind(CONTRACTS.retryRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.retryRun(caller, params.runId, body),
});
