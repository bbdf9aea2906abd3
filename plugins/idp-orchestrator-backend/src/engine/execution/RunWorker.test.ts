import { mockServices } from '@backstage/backend-test-utils';
import {
  isRunFinished,
  type FlowDefinition,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  type StepContext,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import { createTestSecrets } from '../../__testUtils__/keys';
import { sqlite } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createDatabaseRunStore } from '../../database';
import type { RunStore } from '../../ports';
import type { AnyStepType } from '../EngineStepContext';
import { LeaseKeeper } from './LeaseKeeper';
import { RunNotifier } from '../RunNotifier';
import { RunWorker } from './RunWorker';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(30_000);

const database = sqlite();
let store: RunStore;

beforeAll(async () => {
  await database.start();
  store = createDatabaseRunStore(await database.create(), systemClock);
});
afterAll(() => database.stop());

type Act = (input: unknown, context: StepContext) => Promise<StepOutcome>;

const succeed: Act = async input => ({ status: 'succeeded', output: input });

/** A worker whose `test` steps do what `act` says. */
function workerOf(name: string, act: Act, resumable = true) {
  const notifier = new RunNotifier();
  const logger = mockServices.logger.mock();
  const options = { store, clock: systemClock, worker: name, logger };
  const leases = new LeaseKeeper(options);
  const stepType = defineStepType({
    uses: 'test',
    inputSchema: z.record(z.string(), z.unknown()),
    resumable,
    run: act,
    plan: async () => ({ effect: 'unknown', text: 'Would do.' }),
  });
  const worker = new RunWorker({
    ...options,
    stepTypes: new Map([['test', stepType as AnyStepType]]),
    bridge: { forget: async () => {} },
    secrets: createTestSecrets(),
    leases,
    notifier,
  });
  return { worker, notifier, leases };
}

async function runToEnd(
  flow: FlowDefinition,
  act: Act,
  more: Partial<Run> = {},
): Promise<Run> {
  const { run } = await store.create(newRunOf(flow, more));
  await workerOf('w', act).worker.work(run.id, new AbortController().signal);
  return read(run.id);
}

async function read(runId: string): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new Error('no such run');
  return run;
}

describe('A worker', () => {
  it('works through a run; steps take the outputs of earlier ones', async () => {
    const flow = flowOf([
      { id: 'a', with: { x: '${{ input.x }}' } },
      { id: 'b', with: { y: '${{ steps.a.output.x + 1 }}' } },
    ]);
    const run = await runToEnd(flow, succeed, { input: { x: 1 } });
    expect(run).toMatchObject({
      status: 'succeeded',
      steps: [{ output: { x: 1 } }, { output: { y: 2 } }],
    });
  });

  it('writes the end of a step and the start of the next in one commit', async () => {
    const append = jest.spyOn(store, 'append');
    const run = await runToEnd(flowOf([{ id: 'a' }, { id: 'b' }]), succeed);
    const commits = append.mock.calls
      .filter(([claim]) => claim.runId === run.id)
      .map(([, , { facts }]) => facts.map(({ type }) => type));
    expect(commits).toEqual([
      ['run.started', 'step.started'],
      ['step.finished', 'step.started'],
      ['step.finished', 'run.finished'],
    ]);
    append.mockRestore();
  });

  it('runs independent steps at the same time', async () => {
    let running = 0;
    let most = 0;
    const run = await runToEnd(
      flowOf([
        { id: 'a', needs: [] },
        { id: 'b', needs: [] },
      ]),
      async () => {
        running += 1;
        most = Math.max(most, running);
        await systemClock.sleep(20);
        running -= 1;
        return { status: 'succeeded' };
      },
    );
    expect(run.status).toBe('succeeded');
    expect(most).toBe(2);
  });

  it('tries a failed attempt again, and keeps the history of both', async () => {
    const flow = flowOf([{ id: 'a', retry: { attempts: 2, delay: '1ms' } }]);
    const run = await runToEnd(flow, async (_, { attempt }) =>
      attempt === 1
        ? { status: 'failed', error: { message: 'not yet' } }
        : { status: 'succeeded' },
    );
    expect(run.steps[0]).toMatchObject({
      status: 'succeeded',
      attempts: 2,
      history: [
        { status: 'failed', error: { message: 'not yet' } },
        { status: 'succeeded' },
      ],
    });
  });

  it('ends a step that throws as failed, with the message', async () => {
    const run = await runToEnd(flowOf([{ id: 'a' }]), async () => {
      throw new Error('surprise');
    });
    expect(run).toMatchObject({
      status: 'failed',
      steps: [{ error: { message: 'surprise' } }],
    });
  });

  it('says which step type is not there', async () => {
    const run = await runToEnd(flowOf([{ id: 'a', uses: 'magic' }]), succeed);
    expect(run.error?.message).toContain('uses magic');
  });

  it('in a dry run asks for plans only', async () => {
    const act = jest.fn(succeed);
    const run = await runToEnd(flowOf([{ id: 'a' }]), act, { dryRun: true });
    expect(act).not.toHaveBeenCalled();
    expect(run.steps[0].output).toEqual({
      effect: 'unknown',
      text: 'Would do.',
    });
  });

  it('cancels what runs as soon as it is asked to', async () => {
    const flow = flowOf([{ id: 'a' }, { id: 'b' }]);
    const { run } = await store.create(newRunOf(flow));
    const started = Promise.withResolvers<void>();
    const { worker, notifier } = workerOf('w', async (_, { signal }) => {
      started.resolve();
      await systemClock.sleep(60_000, signal);
      return { status: 'cancelled' };
    });
    const work = worker.work(run.id, new AbortController().signal);
    await started.promise;
    const by = { kind: 'user', ref: 'user:default/anna' } as const;
    const asked = await store.appendUnclaimed(run.id, () => [
      { type: 'run.cancelRequested', by, reason: 'wrong cluster' },
    ]);
    notifier.publish(asked.run, asked.entries);
    await work;
    expect(await read(run.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { by, reason: 'wrong cluster' },
      steps: [{ status: 'cancelled' }, { status: 'skipped' }],
    });
  });

  it('hands a run over when it stops; the next worker goes on with the same attempt', async () => {
    const flow = flowOf([{ id: 'a' }, { id: 'b' }]);
    const { run } = await store.create(newRunOf(flow));
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const first = workerOf('first', async (_, { signal }) => {
      started.resolve();
      await systemClock.sleep(60_000, signal);
      throw new Error(`stopped: ${signal.reason}`);
    });
    const work = first.worker.work(run.id, stop.signal);
    await started.promise;
    stop.abort('hand-over');
    await work;
    expect((await read(run.id)).steps[0].status).toBe('running');

    const attempts: number[] = [];
    const second = workerOf('second', async (input, context) => {
      attempts.push(context.attempt);
      return succeed(input, context);
    });
    await second.worker.work(run.id, new AbortController().signal);
    expect(await read(run.id)).toMatchObject({ status: 'succeeded' });
    expect(attempts).toEqual([1, 1]);
  });

  describe('whose process is being stopped', () => {
    const never = new AbortController().signal;

    it('lets an attempt end that would be lost with it, writes that down, and leaves the next step to another', async () => {
      const flow = flowOf([{ id: 'a' }, { id: 'b' }]);
      const { run } = await store.create(newRunOf(flow));
      const draining = new AbortController();
      const started = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const did: string[] = [];
      const act =
        (name: string): Act =>
        async (_, { stepId, signal }) => {
          did.push(`${name} ${stepId}`);
          started.resolve();
          await gate.promise;
          if (signal.aborted) throw signal.reason;
          return { status: 'succeeded' };
        };
      const first = workerOf('first', act('first'), false);
      const work = first.worker.work(run.id, never, draining.signal);
      await started.promise;
      draining.abort();
      gate.resolve();
      await work;
      expect((await read(run.id)).steps).toMatchObject([
        { status: 'succeeded', attempts: 1 },
        { status: 'pending', attempts: 0 },
      ]);
      await workerOf('second', act('second')).worker.work(run.id, never);
      expect((await read(run.id)).status).toBe('succeeded');
      expect(did).toEqual(['first a', 'second b']);
    });

    it('lets go at once of an attempt that another worker can go on with', async () => {
      const { run } = await store.create(newRunOf(flowOf([{ id: 'a' }])));
      const draining = new AbortController();
      const started = Promise.withResolvers<void>();
      const { worker } = workerOf('first', async (_, { signal }) => {
        started.resolve();
        await systemClock.sleep(60_000, signal);
        throw signal.reason;
      });
      const work = worker.work(run.id, never, draining.signal);
      await started.promise;
      draining.abort();
      await work;
      expect(await read(run.id)).toMatchObject({
        status: 'running',
        steps: [{ status: 'running', attempts: 1 }],
      });
      await workerOf('second', succeed).worker.work(run.id, never);
      expect((await read(run.id)).status).toBe('succeeded');
    });

    it('does not begin a run', async () => {
      const { run } = await store.create(newRunOf(flowOf([{ id: 'a' }])));
      const { worker } = workerOf('first', succeed);
      await worker.work(run.id, never, AbortSignal.abort());
      expect(await read(run.id)).toMatchObject({ status: 'queued' });
    });
  });

  it.each([
    ['fail', 'failed', 1],
    ['restart', 'succeeded', 2],
  ] as const)(
    'when an attempt is lost and onLost is %s, the run is %s',
    async (onLost, status, attempts) => {
      const flow = flowOf([{ id: 'a', onLost }]);
      const { run } = await store.create(newRunOf(flow));
      const dead = await store.claim(run.id, { worker: 'dead', until: 0 });
      await store.append(dead!.claim, dead!.run, {
        facts: [
          { type: 'run.started', worker: 'dead' },
          { type: 'step.started', stepId: 'a', attempt: 1 },
        ],
        logs: [],
      });
      const { worker } = workerOf('alive', succeed, false);
      await worker.work(run.id, new AbortController().signal);
      expect(await read(run.id)).toMatchObject({
        status,
        steps: [{ attempts }],
      });
    },
  );

  it('stops at once when another worker has taken the run, and writes nothing more', async () => {
    const { run } = await store.create(newRunOf(flowOf([{ id: 'a' }])));
    const gate = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const frozen = workerOf('frozen', async () => {
      started.resolve();
      await gate.promise;
      return { status: 'failed', error: { message: 'late' } };
    });
    const work = frozen.worker.work(run.id, new AbortController().signal);
    await started.promise;
    for (const holder of await store.listHolders()) {
      await store.releaseAll(holder);
    }
    await workerOf('quick', succeed).worker.work(
      run.id,
      new AbortController().signal,
    );
    gate.resolve();
    await work;
    const after = await read(run.id);
    expect(isRunFinished(after)).toBe(true);
    expect(after.status).toBe('succeeded');
  });
});
