import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendPlugin,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { sqlite } from '../../__testUtils__/databases';
import { systemClock } from '../../waiting/systemClock';
import { catchUpSchedules } from './catchUpSchedules';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const TASKS = 'backstage_backend_tasks__tasks';

describe('What is scheduled for all replicas', () => {
  const database = sqlite();
  let knex: Knex;
  let scheduler: SchedulerService;
  let stop: () => Promise<void>;
  let set: (stepMs: number) => void;
  const stopping = new AbortController();

  beforeAll(async () => {
    await database.start();
    knex = await database.create();
    const plugin = createBackendPlugin({
      pluginId: 'scheduled',
      register(env) {
        env.registerInit({
          deps: { service: coreServices.scheduler },
          async init({ service }) {
            scheduler = service;
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        schedulerServiceFactory,
        mockServices.database.factory({ knex }),
      ],
    });
    stop = () => backend.stop();
    catchUpSchedules(scheduler, {
      engine: {
        clockWatch: {
          onSet(listener) {
            set = listener;
          },
        },
        clock: systemClock,
        logger: mockServices.logger.mock(),
      },
      stopping,
    });
  });
  afterAll(async () => {
    stopping.abort();
    await stop();
    await database.stop();
  });

  /** A task of Backstage's own scheduler, and its runs; it waits in them for `turn`. */
  const schedule = async (id: string, turn = Promise.resolve()) => {
    const waiting: Array<() => void> = [];
    let runs = 0;
    await scheduler.scheduleTask({
      id,
      frequency: { hours: 1 },
      timeout: { minutes: 1 },
      scope: 'global',
      async fn() {
        runs += 1;
        waiting.forEach(resolve => resolve());
        await turn;
      },
    });
    const until = async (count: number) => {
      while (runs < count) {
        await new Promise<void>(resolve => waiting.push(resolve));
      }
    };
    return { until, count: () => runs };
  };

  it('goes on at once when the clock was set back, and once', async () => {
    const task = await schedule('quick');
    await task.until(1);
    // What is due next is written after the run.
    while (await knex(TASKS).whereNotNull('current_run_ticket').first());
    set(-HOUR);
    await task.until(2);
    const row = await knex(TASKS).where({ id: 'quick' }).first();
    expect(row.last_run_error_json).toBeNull();
    expect(task.count()).toBe(2);
  });

  it('goes on after the run that was under way when the clock was set back', async () => {
    const turn = Promise.withResolvers<void>();
    const task = await schedule('slow', turn.promise);
    await task.until(1);
    set(-HOUR);
    await new Promise(setImmediate);
    turn.resolve();
    await task.until(2);
    expect(task.count()).toBe(2);
  });
});
