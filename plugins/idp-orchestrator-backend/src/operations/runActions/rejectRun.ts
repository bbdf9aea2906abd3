import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const rejectRun = bind(CONTRACTS.rejectRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.rejectRun(caller, params.runId, body),
});
