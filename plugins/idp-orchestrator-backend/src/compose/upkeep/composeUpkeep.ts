import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  scheduleAudit,
  scheduleSealing,
  type AuditLog,
  type AuditSealer,
} from '../../audit';
import type { RetentionConfig } from '../../config/blocks';
import {
  Retention,
  scheduleCompaction,
  scheduleRetention,
  scheduleSecretUpkeep,
  scheduleStatistics,
  SecretUpkeep,
  type SecretUpkeepOptions,
} from '../../engine';
import { scheduleHealthWatch, type HealthWatch } from '../../health';
import { scheduleDeliveryForgetting } from '../../outbox';
import type {
  Clock,
  RunCompaction,
  RunStatistics,
  RunStore,
  ScriptBridge,
} from '../../ports';
import type { ComposedOutbox } from '../outbox';

export interface UpkeepOptions {
  scheduler: SchedulerService;
  store: RunStore;
  bridge: ScriptBridge;
  outbox: Pick<ComposedOutbox, 'removeBefore'>;
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
  const { scheduler, clock, retention, logger } = options;
  const { keys, box, store } = options.secretUpkeep;
  // Side by side: each is a commit of its own.
  await Promise.all([
    scheduleRetention(
      scheduler,
      new Retention({
        store: options.store,
        bridge: options.bridge,
        keepMs: retention.ageMs,
        keepRuns: retention.runs,
        clock,
        logger,
      }),
    ),
    scheduleSecretUpkeep(
      scheduler,
      new SecretUpkeep({
        keys,
        box,
        store,
        keepMs: retention.typedSecretsMs,
        clock,
        logger,
      }),
    ),
    scheduleStatistics(scheduler, { statistics: options.statistics, clock }),
    scheduleAudit(scheduler, options.auditLog),
    scheduleSealing(scheduler, options.auditSealer, logger),
    scheduleDeliveryForgetting(scheduler, {
      outbox: options.outbox,
      clock,
      keepMs: retention.ageMs,
    }),
    scheduleCompaction(scheduler, options.compaction),
    scheduleHealthWatch(scheduler, options.healthWatch, options.healthWatchMs),
  ]);
}
