import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../__testUtils__/fakeClock';
import { flowOf } from '../__testUtils__/flows';
import { createNewRun } from '../engine/createNewRun';
import { digestOf } from '../flows/digest';
import type { RunStore } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';
import { createRunQueue } from './runQueue';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const anna = { kind: 'user', ref: 'user:default/anna' } as const;

describe.each(testDatabaseKinds())('The queue of runs, on $name', kind => {
  let knex: Knex;
  let clock: FakeClock;
  let store: RunStore;

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
    clock = createFakeClock();
    store = createDatabaseRunStore(knex, clock);
  });

  const create = async (inMs = 0) => {
    const flow = flowOf([{ id: 'one' }]);
    const request = {
      flow,
      flowDigest: digestOf(flow),
      environment: 'development',
      initiator: anna,
      input: {},
      dryRun: false,
      ...(inMs && { startAt: new Date(clock.now() + inMs).toISOString() }),
    };
    const run = createNewRun(request, clock.now());
    return (await store.create({ run, definition: flow })).run;
  };
  const begin = async (runId: string) => {
    const until = clock.now() + MINUTE;
    const taken = await store.claim(runId, { worker: 'w', until });
    if (!taken) throw new Error('The run could not be claimed');
    const { claim, run } = taken;
    const facts = [{ type: 'run.started' as const, worker: 'w' }];
    await store.append(claim, run, { facts, logs: [] });
  };
  const read = () => createRunQueue(knex).read(clock.now());

  it('is empty where there is no run', async () => {
    expect(await read()).toEqual({ waiting: 0, oldestMs: 0 });
  });

  it('counts those that have not begun, from when the oldest of them was asked for', async () => {
    const first = await create();
    clock.advance(2 * MINUTE);
    await create();
    clock.advance(MINUTE);
    expect(await read()).toEqual({ waiting: 2, oldestMs: 3 * MINUTE });
    await begin(first.id);
    expect(await read()).toEqual({ waiting: 1, oldestMs: MINUTE });
  });

  it('counts one that starts later from its time on, and as waiting since then', async () => {
    await create(10 * MINUTE);
    clock.advance(10 * MINUTE - 1);
    expect(await read()).toEqual({ waiting: 0, oldestMs: 0 });
    clock.advance(MINUTE + 1);
    expect(await read()).toEqual({ waiting: 1, oldestMs: MINUTE });
  });

  it('counts none that was cancelled before it began', async () => {
    const { id } = await create();
    await store.appendUnclaimed(id, () => [
      { type: 'run.cancelRequested', by: anna, reason: 'no' },
    ]);
    expect(await read()).toEqual({ waiting: 0, oldestMs: 0 });
  });

  it('has an oldest that waits for no less than nothing, where clocks differ', async () => {
    await create();
    clock.advance(-1_000);
    expect(await read()).toEqual({ waiting: 1, oldestMs: 0 });
  });
});
