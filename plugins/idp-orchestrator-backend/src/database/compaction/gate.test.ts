import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../../__testUtils__/databases';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import {
  listOwnMigrations,
  MigrationFolders,
} from '../../__testUtils__/migrationFolders';
import { systemClock } from '../../waiting/systemClock';
import { createDatabaseRunStore } from '../databaseRunStore';
import { migrate } from '../migrations';
import { createWorkerRegistry } from '../operations/workers';
import { createFinished } from './__testUtils__/finishedRuns';
import { createRunCompaction } from './createRunCompaction';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const OWN = '20261127110000_compacted_runs.js';

describe.each(testDatabaseKinds())(
  'The first compaction after an upgrade, on $name',
  (kind: TestDatabaseKind) => {
    const folders = new MigrationFolders();
    let knex: Knex;
    let older: string;

    beforeAll(async () => {
      await kind.start();
      const names = await listOwnMigrations();
      older = await folders.older(...names.filter(name => name < OWN));
    });
    beforeEach(async () => {
      knex = await kind.create();
      await createFinished(createDatabaseRunStore(knex, systemClock));
    });
    afterAll(async () => {
      await folders.remove();
      await kind.stop();
    });

    const startOlder = () => migrate(knex, { folder: older, version: '0.0.9' });

    const compactorOf = (after: number | 'never') => {
      const clock = createFakeClock(Date.now());
      const logger = { info: jest.fn(), warn: jest.fn() };
      const compaction = createRunCompaction(knex, { after, clock, logger });
      const { signal } = new AbortController();
      return { clock, run: () => compaction.run(signal) };
    };

    it('waits as long as runs do, within which an older version can start', async () => {
      const { clock, run } = compactorOf(HOUR_MS);
      clock.advance(HOUR_MS - 60_000);
      expect(await run()).toBe(0);
      await expect(startOlder()).resolves.toBeUndefined();
      clock.advance(120_000);
      expect(await run()).toBe(0);
      await expect(startOlder()).rejects.toThrow(
        /cannot work with the change 20261127110000_compacted_runs.*docs\/upgrades\.md/,
      );
      expect(await run()).toBe(0);
      clock.advance(60_000);
      expect(await run()).toBe(1);
    });

    it('waits until no process of an older version is there', async () => {
      const { clock, run } = compactorOf(0);
      await knex('workers').insert({
        name: 'older',
        role: 'all',
        labels: '[]',
        seen_at: Date.now(),
      });
      await createWorkerRegistry(knex).report({
        name: 'newer',
        role: 'all',
        labels: [],
        seenAt: Date.now(),
      });
      for (let look = 0; look < 3; look += 1) {
        clock.advance(HOUR_MS);
        expect(await run()).toBe(0);
      }
      await expect(startOlder()).resolves.toBeUndefined();
      await createWorkerRegistry(knex).withdraw(['older']);
      expect(await run()).toBe(0);
      clock.advance(60_000);
      expect(await run()).toBe(1);
    });

    it('can be undone, after which an older version starts and has all that it had', async () => {
      const rows = await knex('run_events').orderBy('seq');
      const { clock, run } = compactorOf(0);
      clock.advance(1_000);
      await run();
      clock.advance(60_000);
      expect(await run()).toBe(1);
      await expect(startOlder()).rejects.toThrow(/compacted_runs/);
      expect(await compactorOf('never').run()).toBe(1);
      await expect(startOlder()).resolves.toBeUndefined();
      expect(await knex('run_events').orderBy('seq')).toEqual(rows);
    });
  },
);
