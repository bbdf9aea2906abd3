import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { AuditLog } from './AuditLog';
import type { AuditSealer } from './seals';

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

/** Schedules, once for all replicas, that the record is sealed; says so once when it cannot be. */
export async function scheduleSealing(
  scheduler: SchedulerService,
  sealer: AuditSealer,
  logger: LoggerService,
): Promise<void> {
  if (sealer.unavailableReason) {
    logger.warn(sealer.unavailableReason);
    return;
  }
  await scheduler.scheduleTask({
    id: 'seal-audit-record',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 30 },
    scope: 'global',
    fn: async signal => {
      await sealer.sealDue(signal);
    },
  });
}
