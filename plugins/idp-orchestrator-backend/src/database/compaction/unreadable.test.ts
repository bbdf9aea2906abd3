import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../../__testUtils__/databases';
import type { RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import { createDatabaseRunStore } from '../databaseRunStore';
import { createRunStatistics } from '../runStatistics';
import {
  compactAll,
  createFinished,
  expandAll,
} from './__testUtils__/finishedRuns';

jest.setTimeout(60_000);

describe.each(testDatabaseKinds())(
  'A compacted run whose bytes were changed, on $name',
  (kind: TestDatabaseKind) => {
    let knex: Knex;
    let store: RunStore;
    let bad: Run;
    let good: Run;

    beforeAll(() => kind.start());
    beforeEach(async () => {
      knex = await kind.create();
      store = createDatabaseRunStore(knex, systemClock);
      bad = await createFinished(store);
      good = await createFinished(store);
      await compactAll(knex);
    });
    afterAll(() => kind.stop());

    const change = async (
      [table, column, key]: [string, string, string],
      to: (bytes: Buffer) => void,
    ) => {
      const where = { [key]: bad.id };
      const row = await knex(table).where(where).first();
      const bytes = Buffer.from(row[column]);
      to(bytes);
      await knex(table)
        .where(where)
        .update({ [column]: bytes });
    };
    const content = ['compacted_entries', 'content', 'run_id'] as [
      string,
      string,
      string,
    ];
    const state = ['runs', 'compacted_state', 'id'] as typeof content;

    const flipOne = (bytes: Buffer) => {
      bytes[bytes.length >> 1] ^= 4;
    };
    const other = (bytes: Buffer) => {
      bytes[0] = 9;
    };
    const range = { after: 0, limit: 100 };
    const lines = { stepId: 'one', from: 1, to: 100 };

    it.each([
      ['a bit', flipOne, /run [0-9a-f-]{36} is damaged.*from a backup/],
      ['the format', other, /has the format 9.*Start the newer version/],
    ])(
      'says so when %s is another one, and others are read',
      async (_, to, words) => {
        await change(content, to);
        await expect(store.readFeed(bad.id, range)).rejects.toThrow(words);
        await expect(
          store.readLog({ runId: bad.id, ...lines }),
        ).rejects.toThrow(words);
        expect((await store.get(bad.id))?.status).toBe('succeeded');
        expect(await store.readFeed(good.id, range)).toHaveLength(good.lastSeq);

        await change(state, to);
        await expect(store.get(bad.id)).rejects.toThrow(words);
        expect(await store.get(good.id)).toEqual(good);
      },
    );

    it('stands in lists with the reason, and is counted', async () => {
      await change(state, flipOne);
      const { items } = await store.list({}, { limit: 10 });
      expect(items.map(({ id }) => id)).toEqual([good.id, bad.id]);
      expect(items[1]).toMatchObject({
        flowId: bad.flowId,
        status: 'succeeded',
        finishedAt: bad.finishedAt,
        error: { message: expect.stringContaining('is damaged') },
      });
      const statistics = createRunStatistics(knex);
      expect(await statistics.record()).toBe(2);
    });

    it('stays as it is when all are expanded', async () => {
      await change(content, flipOne);
      expect(await expandAll(knex)).toBe(1);
      expect(await knex('compacted_entries').pluck('run_id')).toEqual([bad.id]);
    });

    it('is removed like any other', async () => {
      await change(content, flipOne);
      await change(state, flipOne);
      const finishedBefore = Date.now() + 1_000;
      await store.remove({ finishedBefore, keepNewest: 10 });
      expect(await knex('compacted_entries')).toEqual([]);
    });
  },
);
