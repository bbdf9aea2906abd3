import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getStats = bind(CONTRACTS.getStats, {
  run: ({ orchestrator }, { caller, query }) =>
    orchestrator.getStats(caller, query),
});
