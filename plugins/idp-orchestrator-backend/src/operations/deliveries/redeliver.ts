import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CONTRACTS,
  deliveryRedeliverPermission,
  type DeliveryRecord,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { aboutThing } from '../../access/recording';
import type { DeliveryLog } from '../../ports';
import { permitReading } from '../audit/permitReading';
import { defineOperation } from '../defineOperation';

/** Makes a delivery again that is over. */
export const redeliver = defineOperation(CONTRACTS.redeliver, {
  audit: {
    records: 'every call',
    action: 'delivery.redeliver',
    about: ({ input: { deliveryId, request } }) => ({
      ...aboutThing('delivery', deliveryId),
      reason: request.reason,
    }),
    outcome: ({ receiver, type }) => `${receiver} is told ${type} again`,
  },
  async permit(parts, call) {
    await permitReading(parts, call);
    await parts.gate.require(call.caller, deliveryRedeliverPermission);
  },
  async run({ deliveries, outbox, clock }, { input: { deliveryId } }) {
    const { receiver } = await requireDelivery(deliveries, deliveryId);
    if (!outbox.receivers.includes(receiver)) {
      throw new ConflictError(
        `Delivery ${deliveryId} cannot be made again: ${receiver} is not configured any more`,
      );
    }
    const again = await deliveries.reopen(deliveryId, clock.now());
    if (!again) {
      throw stillTried(await requireDelivery(deliveries, deliveryId));
    }
    outbox.wake();
    return again;
  },
});

async function requireDelivery(
  deliveries: Pick<DeliveryLog, 'find'>,
  id: string,
): Promise<DeliveryRecord> {
  const found = await deliveries.find(id);
  if (found) return found;
  throw new NotFoundError(
    `There is no delivery ${id}: see those that there are with GET /deliveries`,
  );
}

function stillTried({ id, state, attempts, nextAt }: DeliveryRecord): Error {
  return new ConflictError(
    `Delivery ${id} cannot be made again: it is ${state}, after ${attempts} attempts, and is tried next at ${nextAt}. Wait until it is delivered or given up`,
  );
}
