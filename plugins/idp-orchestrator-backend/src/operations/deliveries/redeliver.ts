import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const redeliver = bind(CONTRACTS.redeliver, {
  run: ({ orchestrator }, { caller, params, body }) =>
    orchestrator.redeliver(caller, params.deliveryId, body),
});
