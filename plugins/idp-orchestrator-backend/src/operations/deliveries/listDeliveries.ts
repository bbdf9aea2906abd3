import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { permitReading } from '../audit/permitReading';
import { defineOperation } from '../defineOperation';

/** Lists what was delivered outside, and what has yet to be, newest first. */
export const listDeliveries = defineOperation(CONTRACTS.listDeliveries, {
  audit: { records: 'refusals', action: 'audit.read' },
  permit: permitReading,
  run: ({ deliveries }, { input: { limit, cursor, ...filter } }) =>
    deliveries.list(filter, { limit, cursor }),
});
