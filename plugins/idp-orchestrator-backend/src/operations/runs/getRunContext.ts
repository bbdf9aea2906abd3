import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getRunContext = bind(CONTRACTS.getRunContext, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.getRunContext(caller, params.runId),
});
