import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
  type TestPostgres,
} from '../../__testUtils__/databases';
import { ModuleProcess } from '../../__testUtils__/ModuleProcess';
import type { RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import { createDatabaseRunStore } from '../databaseRunStore';
import {
  compactAll,
  createFinished,
  linesOf,
  readAll,
  type Reading,
} from './__testUtils__/finishedRuns';

jest.setTimeout(180_000);

const KILLS = 4;

const isAtIt = (message: unknown): message is object =>
  typeof message === 'object' && message !== null && 'isAtIt' in message;

describe.each(testDatabaseKinds())(
  'A process that is killed while it compacts, on $name',
  (kind: TestDatabaseKind) => {
    let knex: Knex;
    let store: RunStore;

    beforeAll(async () => {
      await kind.start();
      knex = await kind.create();
      store = createDatabaseRunStore(knex, systemClock);
    });
    afterAll(() => kind.stop());

    const startProcess = () => {
      const connectionOf = (kind as Partial<TestPostgres>).connectionOf;
      const { filename } = knex.client.config.connection;
      const config = connectionOf?.(knex) ?? {
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      };
      return new ModuleProcess({
        module: path.join(__dirname, '__testUtils__', 'compactorProcess.ts'),
        args: [JSON.stringify(config)],
      });
    };

    it('leaves every run as it was', async () => {
      const before = new Map<string, Reading>();
      const commits = Array.from({ length: 40 }, () => [linesOf('one', 300)]);
      for (let at = 0; at < 3; at += 1) {
        const logs = [{ stepId: 'one', commits: at === 0 ? commits : [] }];
        const { id } = await createFinished(store, logs);
        before.set(id, await readAll(store, id));
      }
      for (let kill = 0; kill < KILLS; kill += 1) {
        const process = startProcess();
        await process.hear(isAtIt);
        await sleep(100 + Math.random() * 300);
        await process.kill();
        for (const [id, reading] of before) {
          expect(await readAll(store, id)).toEqual(reading);
        }
      }
      await compactAll(knex);
      for (const [id, reading] of before) {
        expect(await readAll(store, id)).toEqual(reading);
      }
      expect(await knex('run_events')).toEqual([]);
    });
  },
);
