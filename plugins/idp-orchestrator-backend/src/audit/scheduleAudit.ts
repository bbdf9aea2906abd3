import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { AuditLog } from './AuditLog';

/** Schedules, once for all replicas, that calls which a crash left open are told as what they are. */
export async function scheduleAudit(
  scheduler: SchedulerService,
  auditLog: AuditLog,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'close-forgotten-calls',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: async signal => {
      await auditLog.closeForgotten(signal);
    },
  });
}
