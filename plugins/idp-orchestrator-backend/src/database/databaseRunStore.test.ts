import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { systemClock } from '../waiting/systemClock';
import type { RunStore } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one' }, { id: 'two' }]);
const started = { type: 'step.started', stepId: 'one', attempt: 1 } as const;

describe.each(testDatabaseKinds())('The run store on $name', kind => {
  let knex: Knex;
  let store: RunStore;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    store = createDatabaseRunStore(knex, systemClock);
  });
  afterAll(() => kind.stop());

  const claim = async (runId: string, worker = 'w1', until?: number) => {
    const claimed = await store.claim(runId, {
      worker,
      until: until ?? Date.now() + 60_000,
    });
    if (!claimed) throw new Error('not claimable');
    return claimed;
  };
  const create = async () => (await store.create(newRunOf(flow))).run;

  it('gives back a run as it was created', async () => {
    const run = await create();
    expect(run.status).toBe('queued');
    expect(await store.get(run.id)).toEqual(run);
    expect(await store.getDefinition(run.id)).toEqual(flow);
  });

  it('finds nothing beyond the last line and entry, however far is asked', async () => {
    const { id: runId } = await create();
    const after = 3_000_000_000;
    expect(await store.readFeed(runId, { after, limit: 10 })).toEqual([]);
    const range = { runId, stepId: 'one', attempt: after, from: 1, to: after };
    expect(await store.readLog(range)).toEqual({ items: [], total: 0 });
    expect(await store.readLog({ ...range, from: after })).toEqual({
      items: [],
      total: 0,
    });
  });

  it('makes one run of five simultaneous starts with one key', async () => {
    const starts = await Promise.all(
      Array.from({ length: 5 }, () =>
        store.create({ ...newRunOf(flow), idempotencyKey: `k-${kind.name}` }),
      ),
    );
    expect(new Set(starts.map(({ run }) => run.id)).size).toBe(1);
    expect(starts.filter(({ created }) => created)).toHaveLength(1);
  });

  it('lets only one of many workers claim a run', async () => {
    const run = await create();
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map(worker =>
        store.claim(run.id, { worker, until: Date.now() + 60_000 }),
      ),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('refuses the writes of a worker whose lease another has taken', async () => {
    const run = await create();
    const leaseUntil = Date.now() + 60_000;
    const first = await claim(run.id, 'slow', leaseUntil);
    expect(await store.releaseAll({ worker: 'slow', leaseUntil })).toBe(1);
    const second = await claim(run.id, 'quick');
    const late = await store.append(first.claim, first.run, {
      facts: [started],
      logs: [],
    });
    expect(late).toEqual({ result: 'claim-lost' });
    const good = await store.append(second.claim, second.run, {
      facts: [started],
      logs: [],
    });
    expect(good.result).toBe('appended');
    expect(await store.readFeed(run.id, { after: 0, limit: 10 })).toHaveLength(
      2,
    );
  });

  it('tells a worker that somebody else wrote first', async () => {
    const { claim: held, run } = await claim((await create()).id);
    await store.appendUnclaimed(run.id, () => [
      {
        type: 'run.cancelRequested',
        by: { kind: 'user', ref: 'user:default/b' },
        reason: 'enough',
      },
    ]);
    const stale = await store.append(held, run, { facts: [started], logs: [] });
    expect(stale).toEqual({ result: 'behind' });
    const fresh = await store.get(run.id);
    expect(fresh?.status).toBe('cancelling');
    const again = await store.append(held, fresh!, {
      facts: [started],
      logs: [],
    });
    expect(again.result).toBe('appended');
  });

  it('numbers events and log lines without a gap, and reads them back in order', async () => {
    const { claim: held, run } = await claim((await create()).id);
    const log = (lines: string[], endOffset: number) => ({
      stepId: 'one',
      attempt: 1,
      stream: 'stdout' as const,
      lines,
      endOffset,
    });
    const first = await store.append(held, run, { facts: [started], logs: [] });
    if (first.result !== 'appended') throw new Error(first.result);
    const second = await store.append(held, first.run, {
      logs: [log(['a', ''], 3), log(['c'], 5), log([], 9)],
      facts: [
        {
          type: 'step.finished',
          stepId: 'one',
          attempt: 1,
          status: 'succeeded',
          output: { x: 1 },
        },
      ],
    });
    if (second.result !== 'appended') throw new Error(second.result);

    const feed = await store.readFeed(run.id, { after: 0, limit: 100 });
    expect(feed).toEqual([
      ...(await store.readFeed(run.id, { after: 0, limit: 2 })),
      ...second.entries,
    ]);
    expect(
      feed.map(entry =>
        entry.kind === 'event' ? entry.event.seq : entry.chunk.seq,
      ),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    const page = await store.readLog({
      runId: run.id,
      stepId: 'one',
      from: 2,
      to: 3,
    });
    expect(page.total).toBe(3);
    expect(page.items.map(({ line, text }) => [line, text])).toEqual([
      [2, ''],
      [3, 'c'],
    ]);
    expect(await store.logPosition(run.id, 'one', 1)).toEqual({
      stdout: 9,
      stderr: 0,
      lines: 3,
    });
    expect((await store.get(run.id))?.steps[0]).toMatchObject({
      status: 'succeeded',
      output: { x: 1 },
    });
  });

  it('tells a run at any moment as the fold of what was written, though its state is not stored each time', async () => {
    const { claim: held, run } = await claim((await create()).id);
    let state = run;
    const append = async (facts: RunFact[]) => {
      const written = await store.append(held, state, { facts, logs: [] });
      if (written.result !== 'appended') throw new Error(written.result);
      state = written.run;
      expect(await store.get(run.id)).toEqual(state);
    };
    await append([started]);
    for (let percent = 0; percent < 80; percent++) {
      await append([
        {
          type: 'step.progressed',
          stepId: 'one',
          attempt: 1,
          progress: { percent },
        },
      ]);
    }
    const { items } = await store.list({}, { limit: 50 });
    expect(items.find(({ id }) => id === run.id)).toEqual(state);
    await append([{ type: 'run.finished', status: 'succeeded' }]);
    const row = await knex('runs').where({ id: run.id }).first();
    expect(JSON.parse(row.state)).toEqual(state);
  });

  it('lists what nobody works on, and stops when it is claimed', async () => {
    const run = await create();
    expect(await store.listClaimable(Date.now())).toContain(run.id);
    const { claim: held } = await claim(run.id, 'w9');
    expect(await store.listClaimable(Date.now())).not.toContain(run.id);
    const workers = (await store.listHolders()).map(({ worker }) => worker);
    expect(workers).toContain('w9');
    await store.release(held);
    expect(await store.listClaimable(Date.now())).toContain(run.id);
  });

  it('renews leases only of their holder', async () => {
    const { claim: held, run } = await claim((await create()).id, 'mine');
    const lease = { worker: 'mine', until: Date.now() + 60_000 };
    expect(await store.renewLeases(lease, [run.id])).toEqual([
      { runId: run.id, lastSeq: run.lastSeq },
    ]);
    expect(
      await store.renewLeases({ ...lease, worker: 'other' }, [run.id]),
    ).toEqual([]);
    await store.release(held);
  });

  it('pages through runs while new ones arrive, each once, newest first', async () => {
    const flowId = `paged-${kind.name.toLowerCase()}`;
    const made: string[] = [];
    for (let i = 0; i < 7; i++) {
      const { run } = await store.create(
        newRunOf(flow, { flowId }, Date.UTC(2026, 0, 1, 0, 0, i)),
      );
      made.unshift(run.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.list({ flow: flowId }, { limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await store.create(newRunOf(flow, { flowId }, Date.UTC(2026, 5, 1)));
    } while (cursor);
    expect(seen).toEqual(made);
  });

  it('refuses a cursor that is none', async () => {
    await expect(
      store.list({}, { limit: 3, cursor: 'nonsense' }),
    ).rejects.toThrow(/cursor: expected the nextCursor/);
  });

  it('finds runs by text without taking % as a wildcard', async () => {
    await create();
    const found = await store.list({ text: 'TEST-FL' }, { limit: 1 });
    expect(found.items).toHaveLength(1);
    expect((await store.list({ text: '%' }, { limit: 1 })).items).toEqual([]);
  });

  it('lets a run rest until its time, unless something came in between', async () => {
    const now = Date.now();
    const { claim: held, run } = await claim((await create()).id);
    const rest = { lastSeq: run.lastSeq, until: now + 60_000 };
    await store.release(held, rest);
    expect(await store.listClaimable(now)).not.toContain(run.id);
    expect(await store.listClaimable(now + 60_000)).toContain(run.id);

    const again = await claim(run.id);
    await store.appendUnclaimed(run.id, () => [
      { type: 'run.paused', by: { kind: 'user', ref: 'user:x/y' }, reason: '' },
    ]);
    await store.release(again.claim, { lastSeq: run.lastSeq });
    expect(await store.listClaimable(now)).toContain(run.id);
  });

  it('removes finished runs by age and number, with all of them, and never what runs', async () => {
    const fresh = createDatabaseRunStore(await kind.create(), systemClock);
    const makeOne = async (end: boolean) => {
      const { run } = await fresh.create(newRunOf(flow));
      if (!end) return run.id;
      const held = await fresh.claim(run.id, { worker: 'w', until: 1 });
      await fresh.append(held!.claim, held!.run, {
        facts: [{ type: 'run.finished', status: 'succeeded' }],
        logs: [
          {
            stepId: 'one',
            attempt: 1,
            stream: 'stdout',
            lines: ['said'],
            endOffset: 5,
          },
        ],
      });
      return run.id;
    };
    const running = await makeOne(false);
    const ended = [await makeOne(true), await makeOne(true)];
    expect(await fresh.findKnown([running, ended[0]])).toEqual(
      expect.arrayContaining([
        { id: running, finished: false },
        { id: ended[0], finished: true },
      ]),
    );
    const never = { finishedBefore: 0, keepNewest: 10 };
    expect(await fresh.remove(never)).toBe(0);
    expect(await fresh.remove({ ...never, keepNewest: 1 })).toBe(1);
    expect(await fresh.remove({ ...never, keepNewest: 1 })).toBe(0);
    const all = { finishedBefore: Date.now() + 1_000, keepNewest: 10 };
    expect(await fresh.remove(all)).toBe(1);
    expect(await fresh.remove(all)).toBe(0);
    for (const id of ended) {
      expect(await fresh.get(id)).toBeUndefined();
      expect(await fresh.readFeed(id, { after: 0, limit: 9 })).toEqual([]);
    }
    expect(await fresh.findKnown([running, ...ended])).toEqual([
      { id: running, finished: false },
    ]);
    expect(await fresh.getDefinition(running)).toEqual(flow);
  });

  describe('of runs that have a lock in common', () => {
    const exclusive = (onConflict: 'queue' | 'reject') =>
      flowOf([{ id: 'one' }], {
        id: `exclusive-${onConflict}`,
        concurrency: { key: onConflict, onConflict },
      });
    const createExclusive = (key: string, priority = 0) => {
      const run = newRunOf(exclusive('queue'), { lock: key, priority });
      return store.create(run);
    };
    const finish = async (runId: string) => {
      const { claim: held, run } = await claim(runId);
      await store.append(held, run, {
        facts: [{ type: 'run.finished', status: 'succeeded' }],
        logs: [],
      });
    };

    it('lets one be worked on at a time, in their order', async () => {
      const made = [];
      for (let i = 0; i < 3; i++) made.push((await createExclusive('q')).run);
      const [first, second, third] = made.map(({ id }) => id);
      expect(
        await store.claim(third, { worker: 'w', until: Date.now() + 1 }),
      ).toBeUndefined();
      const { claim: held } = await claim(first);
      await store.release(held);
      expect(await store.queuePlace(third)).toMatchObject({
        kind: 'lock',
        key: 'q',
        ahead: 1,
        holderId: first,
        holderTitle: 'Test flow',
      });
      expect(await store.listClaimable(Date.now())).not.toContain(second);
      await finish(first);
      expect(await store.listClaimable(Date.now())).toContain(second);
      expect(
        await store.claim(third, { worker: 'w', until: Date.now() + 1 }),
      ).toBeUndefined();
      await finish(second);
      await finish(third);
    });

    it('prefers the one of the higher priority', async () => {
      const { run: low } = await createExclusive('p');
      const { run: high } = await createExclusive('p', 5);
      expect(
        await store.claim(low.id, { worker: 'w', until: Date.now() + 1 }),
      ).toBeUndefined();
      await finish(high.id);
      await finish(low.id);
    });

    it('refuses all but one of five, naming that one, if they are not to wait', async () => {
      const starts = await Promise.allSettled(
        Array.from({ length: 5 }, () =>
          store.create(newRunOf(exclusive('reject'), { lock: 'r' })),
        ),
      );
      const made = starts.flatMap(start =>
        start.status === 'fulfilled' ? start.value.run.id : [],
      );
      expect(made).toHaveLength(1);
      const refusals = starts.flatMap(start =>
        start.status === 'rejected' ? String(start.reason) : [],
      );
      expect(refusals).toEqual(
        Array(4).fill(
          expect.stringMatching(
            new RegExp(`ConflictError.* run ${made[0]} holds r`),
          ),
        ),
      );
      await finish(made[0]);
      await store.create(newRunOf(exclusive('reject'), { lock: 'r' }));
    });
  });

  it('takes its tables down and up again', async () => {
    const other = await kind.create();
    const config = { directory: `${__dirname}/../../migrations` };
    await other.migrate.rollback(config, true);
    expect(await other.schema.hasTable('runs')).toBe(false);
    await other.migrate.latest(config);
    expect(await other.schema.hasTable('runs')).toBe(true);
  });
});
