import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Clock } from '../ports';

/** Schedules, once for all replicas, that deliveries are forgotten after a time (ms). */
export async function scheduleDeliveryForgetting(
  scheduler: SchedulerService,
  {
    outbox,
    clock,
    keepMs,
  }: {
    outbox: { removeBefore(at: number): Promise<void> };
    clock: Clock;
    keepMs: number;
  },
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'forget-old-deliveries',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 4 },
    scope: 'global',
    fn: () => outbox.removeBefore(clock.now() - keepMs),
  });
}
