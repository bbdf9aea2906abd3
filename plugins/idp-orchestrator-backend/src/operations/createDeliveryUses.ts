import { ConflictError, NotFoundError } from '@backstage/errors';
import type { DeliveryRecord } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, DeliveryLog } from '../ports';
import type { Orchestrator } from './Orchestrator';

export interface DeliveryOptions {
  deliveries: DeliveryLog;
  /** Who is told outside, and how they learn that there is something for them. */
  telling: { receivers: string[]; wake(): void };
  clock: Clock;
}

/** What there is to see of what is told outside, and to do about it. */
export function createDeliveryUses({
  deliveries,
  telling,
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
      if (!telling.receivers.includes(receiver)) {
        throw new ConflictError(
          `Delivery ${id} cannot be made again: ${receiver} is not configured any more`,
        );
      }
      const again = await deliveries.reopen(id, clock.now());
      if (!again) throw stillTried(await find(id));
      telling.wake();
      return again;
    },
  };
}

function stillTried({ id, state, attempts, nextAt }: DeliveryRecord): Error {
  return new ConflictError(
    `Delivery ${id} cannot be made again: it is ${state}, after ${attempts} attempts, and is tried next at ${nextAt}. Wait until it is delivered or given up`,
  );
}
