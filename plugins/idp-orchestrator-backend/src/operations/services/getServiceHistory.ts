import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getServiceHistory = bind(CONTRACTS.getServiceHistory, {
  run: ({ orchestrator }, { caller, params, query }) =>
    orchestrator.getServiceHistory(caller, params.name, query),
});
