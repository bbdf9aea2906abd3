import { ConflictError, NotAllowedError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { sqlite } from '../__testUtils__/databases';
import { createFakeClock } from '../__testUtils__/fakeClock';
import { createDatabaseAuditStore } from '../database';
import type { AuditedCall, AuditStore, Clock } from '../ports';
import { DatabaseUnavailableError } from '../problems/DatabaseUnavailableError';
import { AuditLog } from './AuditLog';
import { verifyRecord } from './verifyRecord';

const database = sqlite();
let knex: Knex;
let store: AuditStore;
let now = Date.parse('2026-11-24T12:00:00Z');
const clock: Clock = {
  ...createFakeClock(),
  now: () => now,
  sleep: async () => {},
};

beforeAll(() => database.start());
afterAll(() => database.stop());
beforeEach(async () => {
  knex = await database.create();
  store = createDatabaseAuditStore(knex);
});

const call: AuditedCall = {
  act: 'run.start',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest' },
  subject: { kind: 'flow', id: 'bootstrap-platform' },
  reason: 'a new platform',
};
const told = {
  isRefusal: (error: unknown) => error instanceof NotAllowedError,
  outcome: (value: string) => `Started run ${value}`,
};
const logger = mockServices.logger.mock();
/** The failures that Backstage's log was told of. */
const logged: string[] = [];
const logOf = (over: Partial<AuditStore> = {}) =>
  new AuditLog({
    store: { ...store, ...over },
    clock,
    logger,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async ({ error }) => {
          logged.push(error.message);
        },
      }),
    }),
  });
const entries = () => store.read({ after: 0, limit: 100 });

it('writes what was done, and what came of it', async () => {
  expect(await logOf().record(call, async () => 'r1', told)).toBe('r1');
  expect(await entries()).toMatchObject([
    { ...call, outcome: 'done', result: 'Started run r1' },
  ]);
  expect(await store.listOpen(Infinity)).toEqual([]);
});

it.each([
  ['refused', new NotAllowedError('not you'), 'not you'],
  ['failed', new ConflictError('it runs already'), 'it runs already'],
  [
    'failed',
    Object.assign(new Error('password is hunter2'), { name: 'InputError' }),
    'The input was not usable',
  ],
  [
    'failed',
    Object.assign(new Error('"hunter2"'), {
      name: 'InputError',
      problems: [{ path: 'input.password', expected: 'x', got: '"hunter2"' }],
    }),
    'The input was not usable: input.password',
  ],
  [
    'failed',
    new Error('insert into runs values (hunter2)'),
    'It failed unexpectedly; the log of the backend says how',
  ],
])('writes what was %s, without its input', async (outcome, error, result) => {
  const failing = logOf().record(
    call,
    async () => {
      throw error;
    },
    told,
  );
  await expect(failing).rejects.toBe(error);
  expect(await entries()).toMatchObject([{ outcome, result }]);
  expect(logged.at(-1)).toBe(result);
});

it('does not say that something failed which may have been done', async () => {
  const lost = new DatabaseUnavailableError('Lost', { isInDoubt: true });
  const asked = logOf().record(call, () => Promise.reject(lost), told);
  await expect(asked).rejects.toBe(lost);
  expect(await entries()).toMatchObject([
    {
      ...call,
      outcome: 'unknown',
      result: expect.stringMatching(/^It may have been done: .* Lost$/),
    },
  ]);
  expect(await store.listOpen(Infinity)).toEqual([]);
});

it('does nothing that cannot be written down', async () => {
  const act = jest.fn();
  const open = async () => {
    throw new Error('disk full');
  };
  await expect(logOf({ open }).record(call, act, told)).rejects.toThrow(
    /Nothing was done: the audit record cannot be written/,
  );
  expect(act).not.toHaveBeenCalled();
});

it('says that it was done when what came of it cannot be written, and keeps a trace', async () => {
  const append = async () => {
    throw new Error('disk full');
  };
  await expect(
    logOf({ append }).record(call, async () => 'r1', told),
  ).rejects.toThrow(/It was done: the audit record cannot be written/);
  expect(await store.listOpen(Infinity)).toMatchObject([{ call }]);
});

it('tells of a call whose process ended that nobody knows what came of it, once', async () => {
  await store.open({ id: 'a-call', openedAt: now, call });
  const { signal } = new AbortController();
  expect(await logOf().closeForgotten(signal)).toBe(0);
  now += 11 * 60 * 1_000;
  const closed = await Promise.all([
    logOf().closeForgotten(signal),
    logOf().closeForgotten(signal),
  ]);
  expect(closed.sort()).toEqual([0, 1]);
  expect(await entries()).toMatchObject([
    {
      ...call,
      outcome: 'unknown',
      result: expect.stringContaining('not known: it was begun at 2026-11-24'),
    },
  ]);
});

it('writes texts that every database gives back as they were', async () => {
  const reason = `a\0b ${'\uD800'} ${'x'.repeat(5_000)}`;
  await logOf().record({ ...call, reason }, async () => 'r1', told);
  const [entry] = await entries();
  expect(entry.reason).toHaveLength(1_000);
  expect(entry.reason).toMatch(/^a\uFFFDb \uFFFD x+…$/);
  expect(await verifyRecord(store)).toMatchObject({ whole: true });
});
