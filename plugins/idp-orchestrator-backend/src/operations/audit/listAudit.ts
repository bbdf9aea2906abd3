import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listAudit = bind(CONTRACTS.listAudit, {
  run: ({ orchestrator }, { caller, query }) => {
    const { limit, cursor, ...filter } = query;
    return orchestrator.listAudit(caller, filter, { limit, cursor });
  },
});
