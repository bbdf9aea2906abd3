import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { RunCompaction } from '../../ports';

/** Compacts finished runs, once for all replicas. */
export async function scheduleCompaction(
  scheduler: SchedulerService,
  compaction: RunCompaction,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'compact-finished-runs',
    frequency: { minutes: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: async signal => {
      await compaction.run(signal);
    },
  });
}
