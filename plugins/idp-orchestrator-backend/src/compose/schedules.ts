import { createScheduleStore } from '../database';
import { createScheduledStarts } from '../operations';
import type { PlatformHealthService } from '../health';
import type { ServiceInventory } from '../platform';
import type { ScheduleStore } from '../ports';
import { Scheduler } from '../schedules';
import type { Authority } from './authority';
import type { Engine } from './engine';
import type { Starter } from './operations';
import type { Stopping } from './Stopping';

export interface SchedulesOptions {
  engine: Pick<Engine, 'knex' | 'worker' | 'logger'>;
  starter: Starter;
  inventory: ServiceInventory;
  health: Pick<PlatformHealthService, 'check'>;
  authority: Pick<Authority, 'late'>;
  stopping: Pick<Stopping, 'signal' | 'add'>;
}

/** Keeps schedules, and starts what is due in this process. */
export interface Schedules {
  scheduleStore: ScheduleStore;
  scheduler: Scheduler;
}

/** Joins the parts that start what is due; nothing is until the scheduler is started. */
export function composeSchedules({
  engine,
  starter,
  inventory,
  health,
  authority,
  stopping,
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
      inventory,
      health,
      late: authority.late,
    }),
    clock: starter.clock,
    worker: engine.worker,
    logger: engine.logger,
  });
  // At once, and not when all runs have been given back.
  stopping.signal.addEventListener('abort', () => scheduler.pause());
  stopping.add(() => scheduler.stop());
  return { scheduleStore: store, scheduler };
}
