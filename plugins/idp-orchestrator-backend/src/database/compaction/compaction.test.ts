import { setImmediate } from 'node:timers/promises';
import type {
  FeedEntry,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../../__testUtils__/databases';
import { newRunOf } from '../../__testUtils__/flows';
import { openAgain } from '../../__testUtils__/migrationFolders';
import type { RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import { createDatabaseRunStore } from '../databaseRunStore';
import {
  compactAll,
  createFinished,
  expandAll,
  finishRun,
  flow,
  linesOf,
  readAll,
} from './__testUtils__/finishedRuns';

jest.setTimeout(120_000);

const by = { kind: 'user', ref: 'user:default/anna' } as const;

describe.each(testDatabaseKinds())(
  'Compacted runs on $name',
  (kind: TestDatabaseKind) => {
    let knex: Knex;
    let store: RunStore;

    beforeAll(() => kind.start());
    beforeEach(async () => {
      knex = await kind.create();
      store = createDatabaseRunStore(knex, systemClock);
    });
    afterAll(() => kind.stop());

    const countRows = async (table: string, runId: string) => {
      const [row] = await knex(table).where('run_id', runId).count({ n: '*' });
      return Number(row.n);
    };

    const retry = (runId: string) =>
      store.appendUnclaimed(runId, () => [
        {
          type: 'run.retried',
          by,
          reason: 'once more',
          from: 'two',
          steps: ['two'],
        },
      ]);

    const again = (runId: string) =>
      finishRun(store, runId, [
        {
          stepId: 'two',
          attempt: 2,
          commits: [[linesOf('two', 4, { attempt: 2 })]],
        },
      ]);

    it('are read as before in every way, and take one row instead of many', async () => {
      const { id } = await createFinished(store, [
        {
          stepId: 'one',
          commits: [
            [linesOf('one', 5), linesOf('one', 2, { stream: 'stderr' })],
            [{ ...linesOf('one', 0), endOffset: 999 }],
            [linesOf('one', 7), linesOf('two', 1)],
          ],
        },
        { stepId: 'two', commits: [[linesOf('two', 3)]] },
      ]);
      const before = await readAll(store, id);
      const list = await store.list({}, { limit: 10 });
      expect(await compactAll(knex)).toBe(1);
      expect(await countRows('run_events', id)).toBe(0);
      expect(await countRows('run_log_chunks', id)).toBe(0);
      expect(await countRows('compacted_entries', id)).toBe(1);
      expect(await readAll(store, id)).toEqual(before);
      expect(await store.list({}, { limit: 10 })).toEqual(list);
      expect(await compactAll(knex)).toBe(0);
    });

    it('with much output are read as before, from several parts', async () => {
      const commits = Array.from({ length: 120 }, (_, at) => [
        linesOf('one', 150),
        ...(at % 3 ? [] : [linesOf('one', 1, { stream: 'stderr' })]),
        ...(at % 50 ? [] : [linesOf('two', 30)]),
      ]);
      const { id } = await createFinished(store, [{ stepId: 'one', commits }]);
      const before = await readAll(store, id);
      await compactAll(knex);
      expect(await countRows('compacted_entries', id)).toBeGreaterThan(3);
      expect(await countRows('run_log_chunks', id)).toBe(0);
      expect(await readAll(store, id)).toEqual(before);
    });

    it('go on when they are retried, and are compacted once more', async () => {
      const { id } = await createFinished(store);
      await compactAll(knex);
      await retry(id);
      const retried = await readAll(store, id);
      expect(retried.run?.status).toBe('queued');
      expect(retried.feed.at(-1)).toMatchObject({
        event: { type: 'run.retried' },
      });
      expect(await compactAll(knex)).toBe(0);
      await again(id);
      const before = await readAll(store, id);
      expect(before.feed.map((_, at) => at + 1)).toEqual(
        before.feed.map(entry =>
          entry.kind === 'event' ? entry.event.seq : entry.chunk.seq,
        ),
      );
      expect(before.lines['two 1 1 1000000000 '].total).toBe(3);
      expect(before.lines['two  1 1000000000 '].total).toBe(4);
      expect(await compactAll(knex)).toBe(1);
      expect(await countRows('run_events', id)).toBe(0);
      expect(await readAll(store, id)).toEqual(before);
    });

    it('number lines on where an attempt of before says more', async () => {
      const { id } = await createFinished(store);
      await compactAll(knex);
      await retry(id);
      await finishRun(store, id, [
        { stepId: 'two', commits: [[linesOf('two', 2)]] },
      ]);
      const { items } = await store.readLog({
        runId: id,
        stepId: 'two',
        from: 1,
        to: 100,
      });
      expect(items.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    });

    it('are read without a gap while they are compacted, retried and expanded', async () => {
      const runs: Run[] = [];
      for (let at = 0; at < 12; at += 1) runs.push(await createFinished(store));
      const feeds = new Map<string, unknown>();
      for (const { id } of runs) {
        feeds.set(id, await store.readFeed(id, { after: 0, limit: 100 }));
      }
      const logs = await Promise.all(
        runs.map(({ id: runId }) =>
          store.readLog({ runId, stepId: 'one', from: 1, to: 100 }),
        ),
      );
      let isOver = false;
      let reads = 0;
      const readOn = async () => {
        while (!isOver) {
          for (const [at, { id: runId, lastSeq }] of runs.entries()) {
            const feed = await store.readFeed(runId, { after: 0, limit: 100 });
            expect(feed.slice(0, lastSeq)).toEqual(feeds.get(runId));
            const range = { runId, stepId: 'one', from: 1, to: 100 };
            expect(await store.readLog(range)).toEqual(logs[at]);
            expect((await store.get(runId))?.flowId).toBe(flow.id);
            reads += 1;
            // On SQLite nobody else has had a turn meanwhile.
            await setImmediate();
          }
        }
      };
      const reading = Promise.all([readOn(), readOn()]);
      for (let round = 0; round < 3; round += 1) {
        await compactAll(knex);
        await expandAll(knex);
        await Promise.all([compactAll(knex), retry(runs[round].id)]);
      }
      isOver = true;
      await reading;
      expect(reads).toBeGreaterThan(12);
    });

    it('are moved once by two who compact them at the same time', async () => {
      const others = [
        knex,
        kind.name === 'SQLite' ? knex : openAgain(kind, knex),
      ];
      const range = { after: 0, limit: 100 };
      const before: Array<[string, FeedEntry[]]> = [];
      for (let at = 0; at < 10; at += 1) {
        const { id } = await createFinished(store);
        before.push([id, await store.readFeed(id, range)]);
      }
      const counts = await Promise.all(others.map(one => compactAll(one)));
      expect(counts[0] + counts[1]).toBe(10);
      for (const [id, feed] of before) {
        expect(await countRows('run_events', id)).toBe(0);
        expect(await store.readFeed(id, range)).toEqual(feed);
      }
      if (others[1] !== knex) await others[1].destroy();
    });

    it('wait for their whole state where an earlier version has not stored it at the end', async () => {
      const { id } = await createFinished(store);
      const whole = await store.get(id);
      const { run } = newRunOf(flow);
      const state = JSON.stringify({ ...run, id, lastSeq: 1 });
      await knex('runs').where({ id }).update({ state });
      const before = await readAll(store, id);
      expect(before.run?.steps).toEqual(whole?.steps);
      expect(await compactAll(knex)).toBe(0);
      expect(await compactAll(knex)).toBe(1);
      expect(await readAll(store, id)).toEqual(before);
    });

    it('are removed with all that is compacted of them', async () => {
      const { id } = await createFinished(store);
      await compactAll(knex);
      const rule = { finishedBefore: Date.now() + 1_000, keepNewest: 10 };
      expect(await store.remove(rule)).toBe(1);
      expect(await store.get(id)).toBeUndefined();
      expect(await countRows('compacted_entries', id)).toBe(0);
    });

    it('leave nothing behind when they are removed while they are compacted', async () => {
      for (let at = 0; at < 10; at += 1) await createFinished(store);
      const rule = { finishedBefore: Date.now() + 1_000, keepNewest: 10 };
      await Promise.all([compactAll(knex), store.remove(rule)]);
      await store.remove(rule);
      for (const table of [
        'runs',
        'run_events',
        'run_log_chunks',
        'compacted_entries',
      ]) {
        expect(await knex(table)).toEqual([]);
      }
    });

    it('are as they were before when they are expanded', async () => {
      const { id } = await createFinished(store);
      const tables = ['run_events', 'run_log_chunks'];
      const rowsOf = (table: string) => knex(table).orderBy('seq');
      const rows = await Promise.all(tables.map(rowsOf));
      const row = await knex('runs').where({ id }).first();
      await compactAll(knex);
      expect(await expandAll(knex)).toBe(1);
      expect(await Promise.all(tables.map(rowsOf))).toEqual(rows);
      expect(await knex('runs').where({ id }).first()).toEqual(row);
      expect(await knex('compacted_entries')).toEqual([]);
    });
  },
);
