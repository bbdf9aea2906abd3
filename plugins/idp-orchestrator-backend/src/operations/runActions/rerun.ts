import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const rerun = bind(CONTRACTS.rerun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.rerun(caller, params.runId, body),
});
