import type { SchedulerService } from '@backstage/backend-plugin-api';
import { scheduleAudit, type AuditLog } from '../audit';
import { Retention, scheduleRetention, scheduleStatistics } from '../engine';
import { scheduleHealthWatch, type HealthWatch } from '../health';
import type { RunStatistics } from '../ports';

type RetentionParts = ConstructorParameters<typeof Retention>[0];

interface UpkeepParts extends RetentionParts {
  scheduler: SchedulerService;
  statistics: RunStatistics;
  auditLog: AuditLog;
  healthWatch: HealthWatch;
  healthWatchMs: number;
}

/** The part of the composition root for what is done now and then, whoever asks. */
export async function composeUpkeep(parts: UpkeepParts): Promise<void> {
  const { scheduler, healthWatch, healthWatchMs } = parts;
  await scheduleRetention(scheduler, new Retention(parts));
  await scheduleStatistics(scheduler, parts);
  await scheduleAudit(scheduler, parts.auditLog);
  await scheduleHealthWatch(scheduler, healthWatch, healthWatchMs);
}
