import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  scheduleAudit,
  scheduleSealing,
  type AuditLog,
  type AuditSealer,
} from '../audit';
import type { RetentionConfig } from '../config/blocks';
import {
  Retention,
  scheduleCompaction,
  scheduleRetention,
  scheduleSecretUpkeep,
  scheduleStatistics,
  SecretUpkeep,
  type SecretUpkeepOptions,
} from '../engine';
import { scheduleHealthWatch, type HealthWatch } from '../health';
import type {
  Clock,
  RunCompaction,
  RunStatistics,
  RunStore,
  ScriptBridge,
} from '../ports';

export interface UpkeepOptions {
  scheduler: SchedulerService;
  store: RunStore;
  bridge: ScriptBridge;
  retention: RetentionConfig;
  secretUpkeep: Pick<SecretUpkeepOptions, 'keys' | 'box' | 'store'>;
  statistics: RunStatistics;
  compaction: RunCompaction;
  auditLog: AuditLog;
  auditSealer: AuditSealer;
  healthWatch: HealthWatch;
  /** The pause (ms) between two looks at the services. */
  healthWatchMs: number;
  clock: Clock;
  logger: LoggerService;
}

/** Schedules what is done now and then, whoever asks. */
export async function composeUpkeep(options: UpkeepOptions): Promise<void> {
  const { scheduler, clock, retention } = options;
  await scheduleRetention(
    scheduler,
    new Retention({
      store: options.store,
      bridge: options.bridge,
      keepMs: retention.ageMs,
      keepRuns: retention.runs,
      clock,
      logger: options.logger,
    }),
  );
  const { keys, box, store } = options.secretUpkeep;
  await scheduleSecretUpkeep(
    scheduler,
    new SecretUpkeep({
      keys,
      box,
      store,
      keepMs: retention.typedSecretsMs,
      clock,
      logger: options.logger,
    }),
  );
  await scheduleStatistics(scheduler, {
    statistics: options.statistics,
    clock,
  });
  await scheduleCompaction(scheduler, options.compaction);
  await scheduleAudit(scheduler, options.auditLog);
  await scheduleSealing(scheduler, options.auditSealer, options.logger);
  await scheduleHealthWatch(
    scheduler,
    options.healthWatch,
    options.healthWatchMs,
  );
}
