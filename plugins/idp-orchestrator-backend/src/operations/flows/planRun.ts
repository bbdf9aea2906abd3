import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const planRun = bind(CONTRACTS.planRun, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.planRun(caller, params.flowId, body),
});
