import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const resumeRun = bind(CONTRACTS.resumeRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.resumeRun(caller, params.runId, body),
});
