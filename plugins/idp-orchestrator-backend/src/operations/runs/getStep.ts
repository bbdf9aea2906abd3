import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getStep = bind(CONTRACTS.getStep, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.getStep(caller, params.runId, params.stepId),
});
