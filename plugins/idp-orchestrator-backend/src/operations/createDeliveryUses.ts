import { ConflictError, NotFoundError } from '@backstage/errors';
import type { DeliveryRecord } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, DeliveryLog } from '../ports';
import type { Orchestrator } from './Orchestrator';

export interface DeliveryOptions {
  deliveries: DeliveryLog;
  /** Lists the receivers there are, and wakes the relay when one has a delivery that is due. */
  outbox: { receivers: string[]; wake(): void };
  clock: Clock;
}

/** Makes the use cases about deliveries: to list them, and to make one again that is over. */
export function createDeliveryUses({
  deliveries,
  outbox,
  clock,
}: DeliveryOptions): Pick<Orchestrator, 'listDeliveries' | 'redeliver'> {
  const find = async (id: string) => {
    const found = await deliveries.find(id);
    if (found) return found;
    throw new NotFoundError(
      `There is no delivery ${id}: see those that there are with GET /deliveries`,
    );
  };
  return {
    listDeliveries: (_, ...asked) => deliveries.list(...asked),
    async redeliver(_, id) {
      const { receiver } = await find(id);
      if (!outbox.receivers.includes(receiver)) {
        throw new ConflictError(
          `Delivery ${id} cannot be made again: ${receiver} is not configured any more`,
        );
      }
      const again = await deliveries.reopen(id, clock.now());
      if (!again) throw stillTried(await find(id));
      outbox.wake();
      return again;
    },
  };
}

function stillTried({ id, state, attempts, nextAt }: DeliveryRecord): Error {
  return new ConflictError(
    `Delivery ${id} cannot be made again: it is ${state}, after ${attempts} attempts, and is tried next at ${nextAt}. Wait until it is delivered or given up`,
  );
}
