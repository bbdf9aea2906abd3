import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const getHealth = bind(CONTRACTS.getHealth, {
  run: ({ orchestrator }, { caller, query }) =>
    orchestrator.getHealth(caller, query),
});
