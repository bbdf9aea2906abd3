import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listDeliveries = bind(CONTRACTS.listDeliveries, {
  run: ({ orchestrator }, { caller, query }) => {
    const { limit, cursor, ...filter } = query;
    return orchestrator.listDeliveries(caller, filter, { limit, cursor });
  },
});
