import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const planOperation = bind(CONTRACTS.planOperation, {
  run: ({ orchestrator }, { caller, body }) =>
    orchestrator.planOperation(caller, body),
});
