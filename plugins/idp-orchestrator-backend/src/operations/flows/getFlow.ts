import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getFlow = bind(CONTRACTS.getFlow, {
  run: ({ orchestrator }, { caller, params }) =>
    orchestrator.getFlow(caller, params.flowId),
});
