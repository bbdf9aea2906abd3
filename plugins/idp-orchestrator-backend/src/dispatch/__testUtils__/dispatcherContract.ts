/* eslint-disable jest/no-export -- one suite that the tests of each dispatcher run */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  formatHostIdentity,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { systemClock } from '../../waiting/systemClock';
import { identifyHost } from '../workerIdentity';
import {
  createTestProcess,
  type Act,
  type DispatcherKind,
  type TestProcess,
} from './createTestProcess';

const flow = flowOf([{ id: 'only', onLost: 'restart' }]);

/** Describes what every dispatcher does, whatever it is made of; the tests of each one call it. */
export function describeDispatcher(kind: DispatcherKind): void {
  describe(`The dispatcher ${kind.name}`, () => {
    let knex: Knex;
    let processes: TestProcess[];

    beforeAll(async () => {
      await kind.database.start();
    });
    afterAll(() => kind.database.stop());
    beforeEach(async () => {
      processes = [];
      knex = await kind.database.create();
    });
    afterEach(async () => {
      await Promise.all(processes.map(one => one.stop()));
    });

    const createProcess = async (act: Act, concurrency?: number) => {
      const one = await createTestProcess(kind, knex, { act, concurrency });
      processes.push(one);
      return one;
    };

    const startProcess = async (act: Act, concurrency?: number) => {
      const one = await createProcess(act, concurrency);
      one.start();
      return one;
    };

    const createRun = async ({ store }: TestProcess) =>
      (await store.create(newRunOf(flow))).run;

    const announceRun = async ({ creator }: TestProcess) =>
      (await creator.create(newRunOf(flow))).run;

    const finished = async (runs: Run[]): Promise<Run[]> => {
      const { store } = processes[0];
      for (;;) {
        const now = await Promise.all(runs.map(({ id }) => store.get(id)));
        const over = now.flatMap(run => (run?.finishedAt ? [run] : []));
        if (over.length === runs.length) return over;
        await sleep(20);
      }
    };

    const succeed: Act = async () => ({ status: 'succeeded' });

    it('starts a run that is announced', async () => {
      const one = await startProcess(succeed);
      const [run] = await finished([await announceRun(one)]);
      expect(run.status).toBe('succeeded');
    });

    it('claims a run that it makes with a free slot by the commit that makes it', async () => {
      const one = await startProcess(succeed);
      const claim = jest.spyOn(one.store, 'claim');
      const [run] = await finished([await announceRun(one)]);
      expect(run.status).toBe('succeeded');
      expect(claim).not.toHaveBeenCalled();
    });

    it('begins a run by the commit that makes it', async () => {
      const goOn = Promise.withResolvers<void>();
      const one = await startProcess(async () => {
        await goOn.promise;
        return { status: 'succeeded' };
      });
      const append = jest.spyOn(one.store, 'append');
      const heard: string[] = [];
      one.notifier.onCommitted((_, entries) =>
        heard.push(...entries.map(entry => describeEntry(entry))),
      );
      const made = await announceRun(one);
      expect(append).not.toHaveBeenCalled();
      expect(made).toMatchObject({
        status: 'running',
        steps: [{ status: 'running', attempts: 1 }],
      });
      expect(await one.store.get(made.id)).toEqual(made);
      expect(heard).toEqual(['run.started', 'step.started']);
      goOn.resolve();
      const [run] = await finished([made]);
      expect(run.steps[0].attempts).toBe(1);
      expect(append).toHaveBeenCalledTimes(1);
    });

    it('leaves it to the worker to begin a run whose first step depends on an expression', async () => {
      const one = await startProcess(succeed);
      const append = jest.spyOn(one.store, 'append');
      const never = flowOf([{ id: 'only', if: '1 == 2' }]);
      const { run } = await one.creator.create(newRunOf(never));
      expect(run.status).toBe('queued');
      const [over] = await finished([run]);
      expect(over.steps[0].status).toBe('skipped');
      expect(append).toHaveBeenCalledTimes(1);
    });

    it('begins a run that needs a lock when it has the lock', async () => {
      const locked = flowOf([{ id: 'only' }], { concurrency: { key: 'one' } });
      let now = 0;
      let most = 0;
      const one = await startProcess(async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(20);
        now -= 1;
        return { status: 'succeeded' };
      });
      const made = [1, 2, 3].map(() => one.creator.create(newRunOf(locked)));
      await finished((await Promise.all(made)).map(({ run }) => run));
      expect(most).toBe(1);
    });

    it('does not begin a run whose label it has not', async () => {
      const labelled = flowOf([{ id: 'only' }], { runsOn: ['elsewhere'] });
      const one = await startProcess(succeed);
      const { run } = await one.creator.create(newRunOf(labelled));
      expect(await one.store.listHolders()).toEqual([]);
      expect((await one.store.get(run.id))?.status).toBe('queued');
    });

    it('gives the slot that it kept to others when a run could not be made', async () => {
      const one = await startProcess(succeed, 1);
      const [first] = await finished([await announceRun(one)]);
      const again = newRunOf(flow, { id: first.id });
      await expect(one.creator.create(again)).rejects.toThrow(first.id);
      await finished([await announceRun(one)]);
    });

    it('gives back a run that it makes while it stops', async () => {
      const one = await startProcess(succeed);
      const made = Promise.withResolvers<void>();
      const stopped = Promise.withResolvers<void>();
      const { create } = one.store;
      jest
        .spyOn(one.store, 'create')
        .mockImplementationOnce(async (...args) => {
          const result = await create(...args);
          made.resolve();
          await stopped.promise;
          return result;
        });
      const announcing = announceRun(one);
      await made.promise;
      expect(await one.store.listHolders()).toHaveLength(1);
      await one.stop();
      stopped.resolve();
      const run = await announcing;
      while ((await one.store.listHolders()).length > 0) await sleep(10);
      await startProcess(succeed);
      await finished([run]);
    });

    it('finds a run that was made while nobody listened, and never announced', async () => {
      const one = await createProcess(succeed);
      const run = await createRun(one);
      one.start();
      const [after] = await finished([run]);
      expect(after.status).toBe('succeeded');
    });

    it('finds a run that is made later and never announced', async () => {
      const one = await startProcess(succeed);
      await sleep(50);
      const [after] = await finished([await createRun(one)]);
      expect(after.status).toBe('succeeded');
    });

    it('gives each of many runs to one process at a time, also when all of them announce it', async () => {
      const working = new Set<string>();
      const twice: string[] = [];
      const acts = new Map<string, number>();
      const act: Act = async ({ runId }) => {
        if (working.has(runId)) twice.push(runId);
        working.add(runId);
        acts.set(runId, (acts.get(runId) ?? 0) + 1);
        await sleep(5);
        working.delete(runId);
        return { status: 'succeeded' };
      };
      const two = [await startProcess(act), await startProcess(act)];
      const runs: Run[] = [];
      for (let number = 0; number < 60; number++) {
        runs.push(await announceRun(two[number % 2]));
      }
      await Promise.all(
        runs.flatMap(({ id }) =>
          two.map(({ dispatcher }) => dispatcher.enqueue(id)),
        ),
      );
      const after = await finished(runs);
      expect(after.every(({ status }) => status === 'succeeded')).toBe(true);
      expect(twice).toEqual([]);
      expect([...acts.values()]).toEqual(runs.map(() => 1));
    });

    it('works on no more runs at a time than it may', async () => {
      let now = 0;
      let most = 0;
      const one = await startProcess(async () => {
        now += 1;
        most = Math.max(most, now);
        // As many as may, however busy the machine is; then time for one more.
        while (most < 3) await sleep(10);
        await sleep(30);
        now -= 1;
        return { status: 'succeeded' };
      }, 3);
      const runs: Run[] = [];
      for (let number = 0; number < 12; number++) {
        runs.push(await announceRun(one));
      }
      await finished(runs);
      expect(most).toBe(3);
    });

    it('goes on with a run that was interrupted, though it works on as many as it may', async () => {
      const busy = Promise.withResolvers<void>();
      const blocked = Promise.withResolvers<void>();
      const begun: string[] = [];
      const one = await startProcess(async ({ runId }) => {
        begun.push(runId);
        if (begun.length === 1) {
          busy.resolve();
          await blocked.promise;
        }
        return { status: 'succeeded' };
      }, 1);
      const first = await announceRun(one);
      await busy.promise;
      const queued = await announceRun(one);
      const interrupted = await createRun(one);
      const lease = { worker: 'dead', until: 1 };
      const claimed = await one.store.claim(interrupted.id, lease);
      await one.store.append(claimed!.claim, claimed!.run, {
        facts: [
          { type: 'run.started', worker: 'dead' },
          { type: 'step.started', stepId: 'only', attempt: 1 },
        ],
        logs: [],
      });
      await one.store.releaseAll({ worker: 'dead', leaseUntil: 1 });
      const [after] = await finished([interrupted]);
      expect(after.status).toBe('succeeded');
      expect(begun).toEqual([first.id, interrupted.id]);
      blocked.resolve();
      await finished([first, queued]);
    });

    it('hands over what it works on when it stops, and another process goes on', async () => {
      const begun = Promise.withResolvers<void>();
      const first = await startProcess(async ({ signal }) => {
        begun.resolve();
        await systemClock.sleep(60_000, signal);
        throw new Error(`stopped: ${signal.reason}`);
      });
      const run = await announceRun(first);
      await begun.promise;
      const attempts: number[] = [];
      await startProcess(async ({ attempt }) => {
        attempts.push(attempt);
        return { status: 'succeeded' };
      });
      await first.stop();
      const [after] = await finished([run]);
      expect(after.status).toBe('succeeded');
      expect(attempts).toEqual([1]);
    });

    it('takes up again a run whose work was thrown out by an error', async () => {
      const one = await createProcess(succeed);
      const append = jest.spyOn(one.store, 'append');
      append.mockRejectedValueOnce(new Error('the database was away'));
      one.start();
      const [after] = await finished([await announceRun(one)]);
      expect(after.status).toBe('succeeded');
    });

    it('frees the runs of a worker that is gone from this host', async () => {
      const one = await createProcess(succeed);
      const run = await createRun(one);
      await one.store.claim(run.id, {
        // No process has this number.
        worker: `${formatHostIdentity(identifyHost())}/4194999/1/gone`,
        until: Date.now() + 3_600_000,
      });
      one.start();
      const [after] = await finished([run]);
      expect(after.status).toBe('succeeded');
    });

    it('lets a cancel that another process was asked for reach the worker', async () => {
      const begun = Promise.withResolvers<void>();
      const working = await startProcess(async ({ signal }) => {
        begun.resolve();
        await systemClock.sleep(60_000, signal);
        return { status: 'cancelled' };
      });
      const run = await announceRun(working);
      await begun.promise;
      const asked = await createProcess(succeed);
      const told = await asked.store.appendUnclaimed(run.id, () => [
        {
          type: 'run.cancelRequested',
          by: { kind: 'user', ref: 'user:default/anna' },
          reason: 'enough',
        },
      ]);
      asked.notifier.publish(told.run, told.entries);
      await asked.dispatcher.enqueue(run.id);
      const [after] = await finished([run]);
      expect(after.status).toBe('cancelled');
    });
  });
}

function describeEntry(entry: FeedEntry): string {
  return entry.kind === 'event' ? entry.event.type : 'log';
}
