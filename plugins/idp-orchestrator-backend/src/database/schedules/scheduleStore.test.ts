import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { scheduleOf } from '../../__testUtils__/schedules';
import type { ScheduleStore, StoredSchedule } from '../../ports';
import { createDatabaseRunStore } from '../databaseRunStore';
import { createScheduleStore } from './createScheduleStore';

jest.setTimeout(60_000);

describe.each(testDatabaseKinds())('Schedules on $name', kind => {
  let knex: Knex;
  let store: ScheduleStore;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
  });
  afterAll(() => kind.stop());
  beforeEach(async () => {
    store = createScheduleStore(knex, { now: () => 77_000 });
    await knex('schedules').delete();
    await knex('schedule_occurrences').delete();
  });

  const add = async (more: Partial<StoredSchedule> & { id?: string } = {}) => {
    const { id = 'nightly', ...rest } = more;
    const schedule = { ...scheduleOf({ id }), ...rest };
    await store.add(schedule);
    return schedule;
  };
  const starting = (dueAt: number) => ({
    dueAt,
    outcome: 'starting' as const,
    claimedBy: 'one',
    claimedAt: 5_000,
  });

  it('are read as they were kept, each id once', async () => {
    const schedule = scheduleOf({ id: 'nightly', cron: '30 2 * * *' });
    expect(await store.add(schedule)).toBe(true);
    expect(await store.add({ ...schedule, revision: 9 })).toBe(false);
    expect(await store.get('nightly')).toEqual(schedule);
    await add({ id: 'a-first', nextAt: undefined });
    const idsOf = async (limit: number, after?: string) =>
      (await store.list({ limit, after })).map(one => one.definition.id);
    expect(await idsOf(9)).toEqual(['a-first', 'nightly']);
    expect(await idsOf(1)).toEqual(['a-first']);
    expect(await idsOf(9, 'a-first')).toEqual(['nightly']);
    expect(await store.get('a-first')).not.toHaveProperty('nextAt');
  });

  it('are changed and removed by who has seen the last change only', async () => {
    const { revision } = await add();
    const change = { state: 'paused', nextAt: null, updatedAt: 77 } as const;
    const changed = await store.change('nightly', revision, change);
    expect(changed).toMatchObject({
      revision: revision + 1,
      state: 'paused',
      updatedAt: 77,
    });
    expect(changed).not.toHaveProperty('nextAt');
    expect(await store.change('nightly', revision, change)).toBeUndefined();
    expect(await store.remove('nightly', revision)).toBe(false);
    expect(await store.remove('nightly', revision + 1)).toBe(true);
    expect(await store.get('nightly')).toBeUndefined();
  });

  it('are noted about only as long as nobody has changed them', async () => {
    const read = await add();
    const found = { state: 'broken', detail: { since: 5 } } as const;
    await store.note(read, found);
    expect(await store.get('nightly')).toMatchObject({
      ...found,
      revision: read.revision,
    });
    await store.note(read, { state: 'active' });
    expect(await store.get('nightly')).toMatchObject({ state: 'broken' });
  });

  it('tell the last due time of each, and nothing of those that are gone', async () => {
    await add({ id: 'nightly' });
    await add({ id: 'new' });
    const row = (scheduleId: string, dueAt: number) =>
      store.addOccurrence({ scheduleId, ...starting(dueAt) });
    await row('nightly', 1_000);
    await row('nightly', 3_000);
    await row('nightly', 2_000);
    await row('gone', 9_000);
    expect(await store.listLast(['hourly', 'nightly', 'none'])).toEqual([
      { scheduleId: 'nightly', ...starting(3_000) },
    ]);
  });

  it('are found by when they are next, the earliest first', async () => {
    await add({ id: 'late', nextAt: 3_000 });
    await add({ id: 'soon', nextAt: 1_000 });
    await add({ id: 'never', nextAt: undefined });
    const due = async (now: number) =>
      (await store.listDue(now, 10)).map(({ definition }) => definition.id);
    expect(await due(999)).toEqual([]);
    expect(await due(1_000)).toEqual(['soon']);
    expect(await due(9_000)).toEqual(['soon', 'late']);
    expect((await store.readState()).nextAt).toBe(1_000);
    expect(await store.listDue(9_000, 1)).toHaveLength(1);
  });

  it('tell in one look what there is to do, and the time that all processes have', async () => {
    expect(await store.readState()).toEqual({ now: expect.any(Number) });
    const at = new Date(5_000).toISOString();
    await add({ nextAt: 1_000, outlook: { result: 'ok', at } });
    await store.addOccurrence({ ...starting(900), scheduleId: 'nightly' });
    const { now, ...rest } = await store.readState();
    expect(rest).toEqual({
      nextAt: 1_000,
      reviewedAt: 5_000,
      undecidedAt: 900,
    });
    const isShared = kind.name === 'PostgreSQL';
    expect(Math.abs(now - (isShared ? Date.now() : 77_000))).toBeLessThan(
      60_000,
    );
  });

  it('are looked at again after a while', async () => {
    const at = new Date(5_000).toISOString();
    await add({ outlook: { result: 'ok', at } });
    expect(await store.listUnreviewed(5_000, 10)).toEqual([]);
    expect(await store.listUnreviewed(5_001, 10)).toHaveLength(1);
  });

  it('1.5.6: have one row for a due time that two processes decide at once', async () => {
    const read = await add({ cursorAt: 0, nextAt: 1_000 });
    const decided = { cursorAt: 1_000, nextAt: 2_000 };
    const all = await Promise.all(
      ['one', 'two', 'three'].map(claimedBy =>
        store.decide(read, {
          ...decided,
          occurrences: [{ ...starting(1_000), claimedBy }],
        }),
      ),
    );
    expect(all.filter(added => added?.length === 1)).toHaveLength(1);
    expect(all.filter(added => added === undefined)).toHaveLength(2);
    expect(await store.listUndecided(10)).toHaveLength(1);
    expect(await store.get('nightly')).toMatchObject(decided);
  });

  it('1.5.11: are not decided from what somebody has changed meanwhile', async () => {
    const read = await add({ cursorAt: 0 });
    await store.change('nightly', read.revision, { updatedAt: 1 });
    const occurrences = [starting(1_000)];
    const decided = { cursorAt: 1_000, nextAt: 2_000, occurrences };
    expect(await store.decide(read, decided)).toBeUndefined();
    expect(await store.listUndecided(10)).toEqual([]);
  });

  it('1.5.3 and 1.5.7: start no due time again that is in the ledger', async () => {
    const read = await add({ cursorAt: 0 });
    const occurrence = { scheduleId: 'nightly', ...starting(1_000) };
    await store.addOccurrence({ ...occurrence, outcome: 'started' });
    expect(await store.addOccurrence(occurrence)).toBe(false);
    const added = await store.decide(read, {
      cursorAt: 2_000,
      nextAt: null,
      occurrences: [starting(1_000), starting(2_000)],
    });
    expect(added).toEqual([2_000]);
    expect(
      (await store.listOccurrences('nightly', { limit: 9 })).map(
        ({ dueAt, outcome }) => [dueAt, outcome],
      ),
    ).toEqual([
      [2_000, 'starting'],
      [1_000, 'started'],
    ]);
  });

  it('keep many due times of one decision', async () => {
    const read = await add({ cursorAt: 0 });
    const occurrences = Array.from({ length: 501 }, (_, index) => ({
      dueAt: (index + 1) * 1_000,
      outcome: 'missed-down' as const,
      decidedAt: 7,
    }));
    const decided = { cursorAt: 501_000, nextAt: null, occurrences };
    expect(await store.decide(read, decided)).toHaveLength(501);
    const page = { limit: 2, before: 500_000 };
    const [first] = await store.listOccurrences('nightly', page);
    expect(first).toMatchObject({ dueAt: 499_000, outcome: 'missed-down' });
    expect(await store.forget(501_000)).toBe(500);
  });

  it('list due times of several of them in a time, the earliest first', async () => {
    const due = (scheduleId: string, dueAt: number) =>
      store.addOccurrence({ scheduleId, dueAt, outcome: 'started' });
    for (const dueAt of [1_000, 2_000, 3_000, 4_000]) {
      await due('nightly', dueAt);
    }
    await due('weekly', 2_000);
    await due('gone', 2_500);
    const list = async (limit: number, scheduleIds: string[]) => {
      const asked = { from: 2_000, to: 3_000, limit, scheduleIds };
      const found = await store.listOccurrencesOfAll(asked);
      return found.map(one => `${one.scheduleId} ${one.dueAt}`);
    };
    const both = ['weekly', 'nightly'];
    expect(await list(9, both)).toEqual([
      'nightly 2000',
      'weekly 2000',
      'nightly 3000',
    ]);
    expect(await list(1, both)).toEqual(['nightly 2000']);
    expect(await list(9, [])).toEqual([]);
  });

  it('have due times that one process takes up, and that end once', async () => {
    const definition = scheduleOf({ id: 'nightly' }).definition;
    const waiting = {
      scheduleId: 'nightly',
      dueAt: 1_000,
      outcome: 'waiting',
      because: 'Run x is not over',
      definition,
    } as const;
    await store.addOccurrence(waiting);
    const [read] = await store.listUndecided(10, 'nightly');
    expect(read).toEqual(waiting);
    expect(await store.listUndecided(10, 'another')).toEqual([]);
    const claims = await Promise.all(
      ['one', 'two'].map(worker => store.claim(read, { worker, at: 9 })),
    );
    expect(claims.sort()).toEqual([false, true]);
    const result = { outcome: 'started', runId: 'r', at: 11 } as const;
    await store.finish(read, result);
    await store.finish(read, { outcome: 'broken', because: 'late', at: 12 });
    const [kept] = await store.listOccurrences('nightly', { limit: 1 });
    expect(kept).toMatchObject({
      outcome: 'started',
      runId: 'r',
      decidedAt: 11,
    });
    expect(kept).not.toHaveProperty('definition');
    expect(await store.listUndecided(10)).toEqual([]);
  });

  it('know how their last runs are', async () => {
    const runs = createDatabaseRunStore(knex, createFakeClock());
    const made = await runs.create(newRunOf(flowOf([{ id: 'one' }])));
    for (const [dueAt, runId] of [
      [1_000, made.run.id],
      [2_000, 'gone'],
    ] as const) {
      const one = { scheduleId: 'nightly', dueAt, runId };
      await store.addOccurrence({ ...one, outcome: 'started' });
    }
    expect(await store.listRuns('nightly', 10)).toEqual([
      { runId: made.run.id, dueAt: 1_000, status: 'queued' },
    ]);
  });
});
