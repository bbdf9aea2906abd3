import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { createScheduleStore } from '../database';
import { createScheduledStarts } from '../operations';
import type { FlowFolder } from '../flows';
import type { ScheduleStore } from '../ports';
import { FileSchedules, Scheduler } from '../schedules';
import { measureSchedules } from '../telemetry';
import type { Authority } from './authority';
import type { Engine } from './engine';
import type { Starter } from './operations';
import type { Platform } from './platform';
import type { Stopping } from './Stopping';

export interface SchedulesOptions {
  engine: Pick<Engine, 'knex' | 'worker' | 'logger'>;
  starter: Starter;
  platform: Pick<Platform, 'inventory' | 'health'>;
  /** The folder in which some are written, if there is one. */
  folder?: FlowFolder;
  authority: Pick<Authority, 'late'>;
  stopping: Pick<Stopping, 'signal' | 'add'>;
  metrics: MetricsService;
}

/** Keeps schedules, and starts what is due in this process. */
export interface Schedules {
  scheduleStore: ScheduleStore;
  scheduler: Scheduler;
  fileSchedules: FileSchedules;
}

/** Joins the parts that start what is due; nothing is until the scheduler is started. */
export function composeSchedules({
  engine,
  starter,
  platform,
  folder,
  authority,
  stopping,
  metrics,
}: SchedulesOptions): Schedules {
  const store = createScheduleStore(engine.knex, starter.clock);
  const scheduler = new Scheduler({
    store,
    runs: starter.store,
    starts: createScheduledStarts({
      stepTypes: starter.stepTypes,
      store: starter.store,
      dispatcher: starter.dispatcher,
      creator: starter.creator,
      notifier: starter.notifier,
      secrets: starter.secrets,
      clock: starter.clock,
      windows: starter.windows,
      runsUrl: starter.runsUrl,
      flows: starter.flows,
      environments: starter.environments,
      inventory: platform.inventory,
      health: platform.health,
      late: authority.late,
    }),
    metrics: measureSchedules(metrics, { store, logger: engine.logger }),
    clock: starter.clock,
    worker: engine.worker,
    logger: engine.logger,
  });
  const fileSchedules = new FileSchedules({
    // Without a folder those that were in one are gone.
    list: async () =>
      folder?.list() ?? { schedules: [], wrongOf: () => undefined },
    store,
    clock: starter.clock,
    logger: engine.logger,
  });
  // At once, and not when all runs have been given back.
  stopping.signal.addEventListener('abort', () => scheduler.pause());
  stopping.add(() => scheduler.stop());
  stopping.add(() => fileSchedules.stop());
  return { scheduleStore: store, scheduler, fileSchedules };
}
