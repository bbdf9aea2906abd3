import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Retention } from './Retention';

/** Old runs go once for all replicas; left files in each process that has a spool. */
export async function scheduleRetention(
  scheduler: SchedulerService,
  retention: Retention,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'remove-old-runs',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: async signal => {
      await retention.removeOldRuns(signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'remove-left-files',
    // And at the start: what a crash left was not masked yet.
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    scope: 'local',
    fn: async signal => {
      await retention.removeLeftFiles(signal);
    },
  });
}
