import path from 'node:path';
import { NotAllowedError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestPostgres,
} from '../__testUtils__/databases';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { ModuleProcess } from '../__testUtils__/ModuleProcess';
import { createDatabaseAuditStore, createDatabaseRunStore } from '../database';
import type { AuditedCall, AuditStore, CallOpening, RunStore } from '../ports';
import { DatabaseUnavailableError } from '../problems/DatabaseUnavailableError';
import { systemClock } from '../waiting/systemClock';
import { AuditLog } from './AuditLog';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one' }]);
const call: AuditedCall = {
  act: 'run.start',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest' },
  subject: { kind: 'flow', id: 'test-flow' },
};

describe.each(testDatabaseKinds())(
  'A start that its run opens, on $name',
  kind => {
    let knex: Knex;
    let store: AuditStore;
    let runs: RunStore;
    const opened = jest.fn();
    const told = {
      isRefusal: (error: unknown) => error instanceof NotAllowedError,
      outcome: (value: unknown) => `It gave ${value}`,
      opensItself: true,
    };

    beforeAll(() => kind.start());
    beforeEach(async () => {
      knex = await kind.create();
      store = createDatabaseAuditStore(knex);
      runs = createDatabaseRunStore(knex, systemClock);
      opened.mockClear();
    });
    afterAll(() => kind.stop());

    const failed: string[] = [];
    const logOf = (now = Date.now()) =>
      new AuditLog({
        store: {
          ...store,
          open: async one => {
            opened();
            await store.open(one);
          },
        },
        clock: { ...createFakeClock(), now: () => now },
        logger: mockServices.logger.mock(),
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({
            success: async () => {},
            fail: async ({ error }) => {
              failed.push(error.message);
            },
          }),
        }),
      });
    const record = <T>(act: (opening: CallOpening) => Promise<T>) =>
      logOf().record(
        call,
        opening => {
          if (!opening) throw new Error('There is no opening');
          return act(opening);
        },
        told,
      );
    const create = (opening: CallOpening, more: object = {}) =>
      opening.carriedBy(one =>
        runs.create({ ...newRunOf(flow), ...more, opening: one }),
      );
    const listOpen = () => store.listOpen(Number.MAX_SAFE_INTEGER);
    const countRuns = async () => (await knex('runs')).length;
    const entries = () => store.read({ after: 0, limit: 10 });

    it('is under way from that commit on, and over with its entry', async () => {
      await record(async opening => {
        expect(await listOpen()).toEqual([]);
        await create(opening);
        expect(await listOpen()).toMatchObject([{ call }]);
        return 'a run';
      });
      expect(opened).not.toHaveBeenCalled();
      expect(await listOpen()).toEqual([]);
      expect(await entries()).toMatchObject([
        { ...call, outcome: 'done', result: 'It gave a run' },
      ]);
    });

    it('has no run without its call, and no call without its run', async () => {
      const opening = { id: 'taken', openedAt: 1, call };
      await store.open(opening);
      await expect(runs.create({ ...newRunOf(flow), opening })).rejects.toThrow(
        /unique/i,
      );
      expect(await countRuns()).toBe(0);
      await knex.schema.renameTable('news', 'olds');
      await expect(
        runs.create({ ...newRunOf(flow), opening: { ...opening, id: 'new' } }),
      ).rejects.toThrow(/news/);
      expect(await countRuns()).toBe(0);
      expect(await listOpen()).toEqual([opening]);
    });

    it('keeps its trace when its process is killed just after that commit', async () => {
      const { connectionOf } = kind as Partial<TestPostgres>;
      const { filename } = knex.client.config.connection;
      const config = connectionOf?.(knex) ?? {
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      };
      const starter = new ModuleProcess({
        module: path.join(__dirname, '__testUtils__', 'startProcess.ts'),
        args: [JSON.stringify(config)],
        output: 'inherit',
      });
      await starter.ended;
      expect(await countRuns()).toBe(1);
      expect(await listOpen()).toMatchObject([{ call: { act: 'run.start' } }]);
      expect(await entries()).toEqual([]);
      const { signal } = new AbortController();
      const later = Date.now() + 11 * 60 * 1_000;
      expect(await logOf(later).closeForgotten(signal)).toBe(1);
      expect(await entries()).toMatchObject([
        {
          act: 'run.start',
          outcome: 'unknown',
          result: expect.stringContaining('What came of it is not known'),
        },
      ]);
      expect(await listOpen()).toEqual([]);
    });

    it('has its entry when it was refused, and was never under way', async () => {
      const refused = record(async () => {
        throw new NotAllowedError('not you');
      });
      await expect(refused).rejects.toThrow('not you');
      expect(opened).not.toHaveBeenCalled();
      expect(await entries()).toMatchObject([
        { ...call, outcome: 'refused', result: 'not you' },
      ]);
    });

    it('has its entry when the same key has made a run before', async () => {
      const idempotencyKey = 'a key';
      await runs.create({ ...newRunOf(flow), idempotencyKey });
      const created = await record(async opening => {
        const made = await create(opening, { idempotencyKey });
        expect(await listOpen()).toEqual([]);
        return made.created;
      });
      expect(created).toBe(false);
      expect(await entries()).toMatchObject([{ result: 'It gave false' }]);
    });

    it('of several runs is opened by the first of them', async () => {
      await record(async opening => {
        const idempotencyKey = 'a key';
        await runs.create({ ...newRunOf(flow), idempotencyKey });
        await create(opening, { idempotencyKey });
        expect(await listOpen()).toEqual([]);
        await create(opening);
        expect(await listOpen()).toHaveLength(1);
        await create(opening);
        expect(await listOpen()).toHaveLength(1);
      });
      expect(await listOpen()).toEqual([]);
      expect(await countRuns()).toBe(3);
    });

    it('is opened for each of many at the same moment', async () => {
      const made = Promise.withResolvers<number>();
      let count = 0;
      const all = Array.from({ length: 30 }, () =>
        record(async opening => {
          await create(opening);
          count += 1;
          if (count === 30) made.resolve((await listOpen()).length);
          return made.promise;
        }),
      );
      expect(await made.promise).toBe(30);
      await Promise.all(all);
      expect(await countRuns()).toBe(30);
      expect((await store.end()).number).toBe(30);
      expect(await listOpen()).toEqual([]);
    });

    it('did nothing when its commit could not be written', async () => {
      const away = new DatabaseUnavailableError('It is away');
      const starting = record(opening =>
        opening.carriedBy<{ created: boolean }>(() => Promise.reject(away)),
      );
      await expect(starting).rejects.toThrow(DatabaseUnavailableError);
      await expect(starting).rejects.toThrow(
        /^Nothing was done: the audit record cannot be written now\. It is away/,
      );
      expect(failed.at(-1)).toMatch(/^Nothing was done/);
      expect(await entries()).toEqual([]);
    });

    const lost = new DatabaseUnavailableError('Lost', { isInDoubt: true });

    it('was done when its run is there, although the connection was lost under its commit', async () => {
      const starting = record(async opening => {
        await opening.carriedBy(async one => {
          await runs.create({ ...newRunOf(flow), opening: one });
          throw lost;
        });
      });
      await expect(starting).rejects.toBe(lost);
      expect(await countRuns()).toBe(1);
      expect(await entries()).toMatchObject([
        {
          ...call,
          outcome: 'done',
          result: 'It was done, and whoever asked for it was not told: Lost',
        },
      ]);
      expect(await listOpen()).toEqual([]);
    });

    it('may have been done when the connection was lost and its run is not seen', async () => {
      const starting = record(opening =>
        opening.carriedBy<{ created: boolean }>(() => Promise.reject(lost)),
      );
      await expect(starting).rejects.toBe(lost);
      expect(await entries()).toMatchObject([
        {
          ...call,
          outcome: 'unknown',
          result: expect.stringMatching(/^It may have been done: .* Lost$/),
        },
      ]);
      expect(await listOpen()).toEqual([]);
    });
  },
);
