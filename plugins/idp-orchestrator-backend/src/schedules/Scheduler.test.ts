import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { sqlite } from '../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { scheduleOf } from '../__testUtils__/schedules';
import {
  createDatabaseRunStore,
  createOutbox,
  createScheduleStore,
} from '../database';
import type {
  RunStore,
  ScheduledResult,
  ScheduledStart,
  ScheduledStarts,
  ScheduleStore,
} from '../ports';
import { Scheduler } from './Scheduler';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1_000;
const NOON = Date.UTC(2026, 10, 27, 12);

describe('The scheduler', () => {
  const kind = sqlite();
  let knex: Knex;
  let clock: FakeClock;
  let store: ScheduleStore;
  let runs: RunStore;
  let started: ScheduledStart[];
  /** What comes of the next starts instead of a run. */
  let instead: (ScheduledResult | Error)[];
  let counted: string[];
  /** Whether runs begin soon after they were made. */
  let begins: boolean;
  let late: number[];
  let reviews: Awaited<ReturnType<ScheduledStarts['review']>>[];

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
    clock = createFakeClock(NOON - 10);
    store = createScheduleStore(knex, clock);
    runs = createDatabaseRunStore(knex, clock);
    started = [];
    instead = [];
    reviews = [];
    counted = [];
    late = [];
    begins = true;
  });

  const startRun = async (asked: ScheduledStart): Promise<ScheduledResult> => {
    started.push(asked);
    const next = instead.shift();
    if (next instanceof Error) throw next;
    if (next) return next;
    const { definition, dueAt } = asked;
    const idempotencyKey = `${definition.id} ${dueAt}`;
    const made = newRunOf(flowOf([{ id: 'one' }]), {}, clock.now());
    const { run } = await runs.create({ ...made, idempotencyKey });
    return { outcome: 'started', runId: run.id };
  };
  const schedulerOf = (worker = 'me', start = startRun) =>
    new Scheduler({
      store,
      runs,
      clock,
      worker,
      logger: mockServices.logger.mock(),
      metrics: {
        decided: (_, outcome) => counted.push(outcome),
        begun: (_, lateMs) => late.push(lateMs),
      },
      starts: {
        start,
        giveUp: async (_, why) => (begins ? undefined : why),
        ownerOf: async () => 'group:default/platform',
        review: async () => reviews.shift() ?? { result: 'ok' },
      },
    });
  const add = (
    definition: Parameters<typeof scheduleOf>[0] = {},
    more: Parameters<typeof scheduleOf>[1] = {},
  ) =>
    store.add(
      scheduleOf(definition, {
        cursorAt: NOON - HOUR,
        nextAt: NOON,
        outlook: { result: 'ok', at: new Date(clock.now()).toISOString() },
        ...more,
      }),
    );
  const ledger = async (id = 'hourly') =>
    (await store.listOccurrences(id, { limit: 20 })).map(
      ({ dueAt, outcome }) => [(dueAt - NOON) / HOUR, outcome],
    );
  /** What is told outside, as a receiver gets it. */
  const listNews = async () =>
    (await createOutbox(knex).listEvents(100)).events.flatMap(event =>
      event.kind === 'schedule' ? [event.news] : [],
    );
  const finish = async (status: 'succeeded' | 'failed') => {
    const [{ runId }] = await store.listRuns('hourly', 1);
    await knex('runs')
      .where({ id: runId })
      .update({ status, finished_at: clock.now() });
  };
  /** An hour later: the run before has ended so, and a look was taken. */
  const nextHour = async (
    scheduler: Scheduler,
    ended?: 'succeeded' | 'failed',
  ) => {
    if (ended) await finish(ended);
    clock.advance(HOUR);
    await scheduler.look();
  };

  it('gives up a run that has not begun within the deadline, once, and tells it', async () => {
    begins = false;
    await add({ deadline: '30m' });
    const scheduler = schedulerOf();
    clock.advance(10);
    await scheduler.look();
    clock.advance(HOUR / 2 - 1);
    await scheduler.look();
    expect(await ledger()).toEqual([[0, 'started']]);
    clock.advance(1);
    await Promise.all([scheduler.look(), schedulerOf('other').look()]);
    await scheduler.look();
    const [missed] = await store.listOccurrences('hourly', { limit: 1 });
    const because = 'It could not begin within its deadline of 30m';
    expect(missed).toMatchObject({ outcome: 'missed-deadline', because });
    expect(missed).toHaveProperty('runId');
    expect(counted).toEqual(['started', 'missed-deadline']);
    expect(await listNews()).toMatchObject([
      {
        owner: 'group:default/platform',
        reason: because,
        happened: { kind: 'missed', dueTimes: [NOON] },
      },
    ]);
  });

  it('lets a run be that has begun within the deadline', async () => {
    await add({ deadline: '30m' });
    const scheduler = schedulerOf();
    clock.advance(10);
    await scheduler.look();
    clock.advance(HOUR / 2);
    await scheduler.look();
    expect(await ledger()).toEqual([[0, 'started']]);
    expect(await store.readState()).not.toHaveProperty('beginBy');
    expect(await listNews()).toEqual([]);
  });

  it('starts what is due when it is, and not before', async () => {
    await add();
    const scheduler = schedulerOf();
    await scheduler.look();
    expect(started).toEqual([]);
    clock.advance(10);
    await scheduler.look();
    await scheduler.look();
    expect(started.map(({ dueAt }) => dueAt)).toEqual([NOON]);
    expect(await ledger()).toEqual([[0, 'started']]);
    expect([counted, late]).toEqual([['started'], [0]]);
    expect(await store.get('hourly')).toMatchObject({
      cursorAt: NOON,
      nextAt: NOON + HOUR,
      state: 'active',
    });
  });

  it('wakes up at the time that is next, and not at its next look', async () => {
    await add({}, { nextAt: NOON + 300 });
    const waits: number[] = [];
    const { sleep } = clock;
    clock.sleep = (ms, signal) => {
      waits.push(ms);
      return sleep(ms, signal);
    };
    const scheduler = schedulerOf();
    scheduler.start();
    while (waits.length === 0) await new Promise(setImmediate);
    await scheduler.stop();
    expect(waits).toEqual([310]);
  });

  it('1.5.6: is one of several that starts it', async () => {
    await add();
    clock.advance(10);
    const all = ['one', 'two', 'three'].map(name => schedulerOf(name));
    await Promise.all(all.map(scheduler => scheduler.look()));
    expect(started).toHaveLength(1);
    expect(await ledger()).toEqual([[0, 'started']]);
  });

  it('1.5.9: takes up what a process has left, with the same due time', async () => {
    await add();
    clock.advance(10);
    const dead = schedulerOf('dead', () => new Promise(() => undefined));
    dead.look().catch(() => undefined);
    const waiting = async () => (await store.listUndecided(9)).length;
    while ((await waiting()) === 0) await new Promise(setImmediate);
    const alive = schedulerOf('alive');
    clock.advance(29_000);
    await alive.look();
    expect(started).toEqual([]);
    clock.advance(2_000);
    await alive.look();
    expect(started.map(({ dueAt }) => dueAt)).toEqual([NOON]);
    expect(await ledger()).toEqual([[0, 'started']]);
  });

  it('tries again what passes by itself', async () => {
    await add();
    clock.advance(10);
    instead = [new Error('away')];
    const scheduler = schedulerOf();
    await scheduler.look();
    expect(await ledger()).toEqual([[0, 'starting']]);
    clock.advance(31_000);
    await scheduler.look();
    expect(await ledger()).toEqual([[0, 'started']]);
  });

  it('gives up what does not pass', async () => {
    await add({ deadline: '10m' });
    clock.advance(10);
    const scheduler = schedulerOf();
    instead = [new Error('away'), new Error('still away')];
    await scheduler.look();
    clock.advance(11 * 60_000);
    await scheduler.look();
    const [last] = await store.listOccurrences('hourly', { limit: 1 });
    expect(last).toMatchObject({ outcome: 'broken', because: 'still away' });
  });

  it('1.5.10: has nothing in the ledger of when it was paused', async () => {
    await add({}, { state: 'paused', nextAt: undefined });
    clock.advance(5 * HOUR);
    await schedulerOf().look();
    expect(await ledger()).toEqual([]);
  });

  it('1.5.11 and 1.5.17: starts the one that waits when the run before is over', async () => {
    await add({ overlap: 'queue-one', title: 'First' });
    clock.advance(10);
    const scheduler = schedulerOf();
    await scheduler.look();
    await nextHour(scheduler);
    expect(await ledger()).toEqual([
      [1, 'waiting'],
      [0, 'started'],
    ]);
    const edited = scheduleOf({ overlap: 'queue-one', title: 'Second' });
    const { definition } = edited;
    await store.change('hourly', 1, { definition, updatedAt: clock.now() });
    await finish('succeeded');
    await scheduler.look();
    expect(await ledger()).toEqual([
      [1, 'started'],
      [0, 'started'],
    ]);
    expect(started.at(-1)?.definition.title).toBe('First');
  });

  it('lets one not wait longer than its deadline', async () => {
    await add({ overlap: 'queue-one', deadline: '30m' });
    clock.advance(10);
    const scheduler = schedulerOf();
    await scheduler.look();
    await nextHour(scheduler);
    clock.advance(31 * 60_000);
    await scheduler.look();
    expect(await ledger()).toEqual([
      [1, 'missed-deadline'],
      [0, 'started'],
    ]);
  });

  it('names the run that keeps the next one from starting', async () => {
    await add();
    clock.advance(10);
    const scheduler = schedulerOf();
    await scheduler.look();
    await nextHour(scheduler);
    const [last] = await store.listOccurrences('hourly', { limit: 1 });
    const [{ runId }] = await store.listRuns('hourly', 1);
    expect(last).toMatchObject({ outcome: 'skipped-overlap' });
    expect(last.because).toMatch(
      `Run ${runId} is queued, and waits for a free worker`,
    );
  });

  it('stops by itself after failures in a row', async () => {
    await add({ onFailure: { pauseAfter: 2 } });
    clock.advance(10);
    const scheduler = schedulerOf();
    await scheduler.look();
    await nextHour(scheduler, 'failed');
    await nextHour(scheduler, 'failed');
    const found = await store.get('hourly');
    expect(found).toMatchObject({ state: 'failing' });
    expect(found).not.toHaveProperty('nextAt');
    expect(started).toHaveLength(2);
    expect(await listNews()).toMatchObject([
      {
        id: 'hourly',
        owner: 'group:default/platform',
        onBehalfOf: 'user:default/anna',
        reason: expect.stringMatching(/The last 2 runs failed/),
        happened: { kind: 'changed', from: 'active', to: 'failing' },
      },
    ]);
  });

  it.each(['broken', 'needs-consent'] as const)(
    '1.5.12: is %s while it starts nothing, and well again by itself',
    async outcome => {
      await add();
      clock.advance(10);
      const scheduler = schedulerOf();
      instead = [{ outcome, because: 'Flow gone' }];
      await scheduler.look();
      expect(await ledger()).toEqual([[0, outcome]]);
      expect(await store.get('hourly')).toMatchObject({
        state: outcome,
        detail: { reason: 'Flow gone' },
        outlook: { result: outcome, reason: 'Flow gone' },
      });
      // It is told once, however often something is due meanwhile.
      instead = [{ outcome, because: 'Flow gone' }];
      await nextHour(scheduler);
      await nextHour(scheduler);
      expect(await store.get('hourly')).toMatchObject({
        state: 'active',
        outlook: { result: 'ok' },
      });
      expect((await listNews()).map(({ happened }) => happened)).toEqual([
        { kind: 'changed', from: 'active', to: outcome },
        { kind: 'changed', from: outcome, to: 'active' },
      ]);
    },
  );

  it('1.5.13 and 1.5.16: tells beforehand what would be wrong', async () => {
    const yesterday = new Date(NOON - 25 * HOUR).toISOString();
    await add({}, { outlook: { result: 'ok', at: yesterday } });
    const scheduler = schedulerOf();
    reviews = [{ result: 'broken', reason: 'No such environment' }];
    await scheduler.look();
    expect(reviews).toEqual([]);
    expect(started).toEqual([]);
    expect(await store.get('hourly')).toMatchObject({
      state: 'broken',
      outlook: { result: 'broken', reason: 'No such environment' },
      nextAt: NOON,
    });
  });

  it('stays active where a window would refuse only what is next', async () => {
    const yesterday = new Date(NOON - 25 * HOUR).toISOString();
    await add({}, { outlook: { result: 'ok', at: yesterday } });
    const reason = 'Its next run would not be made';
    reviews = [{ result: 'refused', reason }];
    await schedulerOf().look();
    expect(await store.get('hourly')).toMatchObject({
      state: 'active',
      outlook: { result: 'refused', reason },
    });
    expect(await listNews()).toEqual([]);
  });

  it('tells of what was due while no backend was there, and of what was refused', async () => {
    await add();
    clock.advance(2 * HOUR + 2 * 60_000);
    instead = [{ outcome: 'denied', because: 'A freeze refuses it' }];
    const scheduler = schedulerOf();
    await scheduler.look();
    await nextHour(scheduler);
    expect(await ledger()).toEqual([
      [3, 'missed-down'],
      [2, 'missed-down'],
      [1, 'missed-down'],
      [0, 'missed-down'],
    ]);
    clock.advance(58 * 60_000 + 10);
    await scheduler.look();
    const news = await listNews();
    expect(news.map(({ happened }) => happened)).toEqual([
      {
        kind: 'missed',
        outcome: 'missed-down',
        dueTimes: [NOON, NOON + HOUR, NOON + 2 * HOUR],
      },
      { kind: 'missed', outcome: 'missed-down', dueTimes: [NOON + 3 * HOUR] },
      { kind: 'missed', outcome: 'denied', dueTimes: [NOON + 4 * HOUR] },
    ]);
    expect(news[2].reason).toBe('A freeze refuses it');
    expect(counted).toEqual([...Array(4).fill('missed-down'), 'denied']);
  });

  it('1.5.3: reckons the next time anew when it looks at it', async () => {
    await add({}, { nextAt: NOON + 99 * HOUR });
    await schedulerOf().review((await store.get('hourly'))!);
    expect(await store.get('hourly')).toMatchObject({ nextAt: NOON });
  });

  it('decides the others when one cannot be decided', async () => {
    await add({ id: 'bad' });
    await add({ id: 'good' });
    await knex('schedules').where({ id: 'bad' }).update({ definition: '{}' });
    clock.advance(10);
    await schedulerOf().look();
    expect(await ledger('good')).toEqual([[0, 'started']]);
  });
});
