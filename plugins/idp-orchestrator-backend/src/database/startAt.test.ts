import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../__testUtils__/fakeClock';
import { flowOf } from '../__testUtils__/flows';
import { createNewRun } from '../engine/createNewRun';
import { digestOf } from '../flows/digest';
import type { RunStore } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1_000;
const anna = { kind: 'user', ref: 'user:default/anna' } as const;

describe.each(testDatabaseKinds())(
  'A run that starts later, on $name',
  kind => {
    let knex: Knex;
    let clock: FakeClock;
    let store: RunStore;

    beforeAll(async () => {
      await kind.start();
      knex = await kind.create();
    });
    afterAll(() => kind.stop());
    beforeEach(() => {
      clock = createFakeClock();
      store = createDatabaseRunStore(knex, clock);
    });

    const create = async (
      more: {
        inMs?: number;
        id?: string;
        onConflict?: 'queue' | 'reject';
      } = {},
      key = `k-${Math.random()}`,
    ) => {
      const { inMs, id, onConflict } = more;
      const flow = flowOf(
        [{ id: 'one' }],
        onConflict ? { concurrency: { key, onConflict } } : {},
      );
      const startAt = inMs && new Date(clock.now() + inMs).toISOString();
      const request = {
        flow,
        flowDigest: digestOf(flow),
        environment: 'development',
        initiator: anna,
        input: {},
        dryRun: false,
        id,
        ...(startAt && { startAt }),
      };
      clock.advance(1);
      const run = createNewRun(request, clock.now());
      return (await store.create({ run, definition: flow })).run;
    };
    const isClaimable = async ({ id }: Run) =>
      (await store.listClaimable(clock.now())).includes(id);
    const claim = ({ id }: Run) =>
      store.claim(id, { worker: 'w', until: clock.now() + 10_000 });

    it('is taken by no worker before its time, whatever happens to the backend', async () => {
      const run = await create({ inMs: 24 * HOUR });
      expect(run).toMatchObject({
        status: 'queued',
        waitingFor: { kind: 'timer', until: run.startAt },
      });
      clock.advance(24 * HOUR - 2);
      // A backend that has just been started knows nothing but the database.
      store = createDatabaseRunStore(knex, clock);
      expect(await isClaimable(run)).toBe(false);
      expect(await claim(run)).toBeUndefined();
      expect(await store.queuePlace(run.id)).toBeUndefined();
      clock.advance(1);
      expect(await isClaimable(run)).toBe(true);
      expect(await store.queuePlace(run.id)).toMatchObject({ kind: 'worker' });
      expect((await claim(run))?.run.id).toBe(run.id);
    });

    it('is still not taken when somebody has paused it', async () => {
      const run = await create({ inMs: HOUR });
      await store.appendUnclaimed(run.id, () => [
        { type: 'run.paused', by: anna, reason: 'look first' },
      ]);
      expect(await claim(run)).toBeUndefined();
    });

    it('is taken at once when it is cancelled, so that it ends', async () => {
      const run = await create({ inMs: HOUR });
      await store.appendUnclaimed(run.id, () => [
        { type: 'run.cancelRequested', by: anna, reason: 'no' },
      ]);
      expect(await isClaimable(run)).toBe(true);
      expect(await claim(run)).toBeDefined();
    });

    it.each(['queue', 'reject'] as const)(
      'keeps nobody from its lock until then, and comes to it in its turn (%s)',
      async onConflict => {
        const key = `lock-${onConflict}`;
        const later = await create({ inMs: HOUR, onConflict }, key);
        const now = await create({ onConflict }, key);
        expect(await claim(now)).toBeDefined();
        clock.advance(HOUR);
        expect(await claim(later)).toBeUndefined();
        expect(await store.queuePlace(later.id)).toMatchObject({
          kind: 'lock',
          holderId: now.id,
        });
      },
    );

    it('is not counted among those that come first', async () => {
      await create({ inMs: HOUR });
      const place = await store.queuePlace((await create()).id);
      await create({ inMs: HOUR });
      expect(await store.queuePlace((await create()).id)).toEqual({
        kind: 'worker',
        ahead: place?.kind === 'worker' ? place.ahead + 1 : undefined,
      });
    });

    it('has the id that was asked for, which no second run gets', async () => {
      const id = crypto.randomUUID();
      expect((await create({ id })).id).toBe(id);
      const tries = await Promise.allSettled([create({ id }), create({ id })]);
      expect(tries.map(({ status }) => status)).toEqual([
        'rejected',
        'rejected',
      ]);
      await expect(create({ id })).rejects.toThrow(
        `There is a run ${id} already`,
      );
    });
  },
);
