import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { HealthWatch } from './HealthWatch';

/** Schedules the watch over all environments, once for all replicas. */
export async function scheduleHealthWatch(
  scheduler: SchedulerService,
  watch: HealthWatch,
  everyMs: number,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'watch-health',
    frequency: { milliseconds: everyMs },
    timeout: { minutes: 5 },
    // What is just being started should not be told to be down.
    initialDelay: { seconds: 15 },
    scope: 'global',
    fn: () => watch.look(),
  });
  await scheduler.scheduleTask({
    id: 'forget-old-health',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 3 },
    scope: 'global',
    fn: () => watch.forgetOld(),
  });
}
