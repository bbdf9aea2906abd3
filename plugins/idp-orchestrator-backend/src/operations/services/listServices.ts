import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listServices = bind(CONTRACTS.listServices, {
  run: ({ orchestrator }, { caller, query }) =>
    orchestrator.listServices(caller, query),
});
