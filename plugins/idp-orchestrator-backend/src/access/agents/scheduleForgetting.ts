import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { AgentRecord, Clock } from '../../ports';

/**
 * The time (ms) for which is kept what agents did; no rule looks further back.
 */
const KEPT_MS = 25 * 60 * 60 * 1_000;

/**
 * Schedules that what agents did is forgotten when no rule asks for it any
 * more.
 */
export async function scheduleForgetting(
  scheduler: SchedulerService,
  { record, clock }: { record: AgentRecord; clock: Clock },
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'forget-agent-acts',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 2 },
    scope: 'global',
    fn: () => record.removeBefore(clock.now() - KEPT_MS),
  });
}
