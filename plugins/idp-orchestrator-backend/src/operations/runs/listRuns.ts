import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listRuns = bind(CONTRACTS.listRuns, {
  run: ({ orchestrator }, { caller, query }) => {
    const { limit, cursor, status, ...filter } = query;
    const page = { limit, cursor };
    return orchestrator.listRuns(caller, { ...filter, statuses: status }, page);
  },
});
