import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const allowedActions = bind(CONTRACTS.allowedActions, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.allowedActions(caller, params.runId),
});
