import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getRemainingPlan = bind(CONTRACTS.getRemainingPlan, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.getRemainingPlan(caller, params.runId),
});
