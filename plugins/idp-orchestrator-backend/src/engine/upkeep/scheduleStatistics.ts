import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStatistics } from '../../ports';

/** Figures are kept so long (ms): a year, and what it is compared with. */
const KEPT_MS = 400 * 24 * 60 * 60 * 1_000;

/** Counts finished runs, once for all replicas. */
export async function scheduleStatistics(
  scheduler: SchedulerService,
  { statistics, clock }: { statistics: RunStatistics; clock: Clock },
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'count-finished-runs',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 30 },
    scope: 'global',
    fn: async signal => {
      while (!signal.aborted && (await statistics.record()) > 0);
      while (!signal.aborted && (await statistics.sum()) > 0);
      await statistics.removeBefore(clock.now() - KEPT_MS);
    },
  });
}
