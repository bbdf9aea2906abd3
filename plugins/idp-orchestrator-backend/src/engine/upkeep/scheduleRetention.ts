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
    frequency: { hours: 24 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 2 },
    scope: 'local',
    fn: async signal => {
      await retention.removeLeftFiles(signal);
    },
  });
}
