import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getService = bind(CONTRACTS.getService, {
  run: ({ orchestrator }, { caller, params, query }) =>
    orchestrator.getService(caller, params.name, query),
});
