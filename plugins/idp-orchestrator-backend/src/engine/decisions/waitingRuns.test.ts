import { mockServices } from '@backstage/backend-test-utils';
import type {
  FlowDefinition,
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import { createTestSecrets } from '../../__testUtils__/keys';
import { sqlite } from '../../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import {
  answer,
  pause,
  resume,
  retry,
} from '../../operations/runActions/decideActions';
import { createDatabaseRunStore } from '../../database';
import type { RunStore, StepGate } from '../../ports';
import { createApprovalStep, createWaitStep } from '../../steps';
import type { AnyStepType } from '../EngineStepContext';
import { LeaseKeeper } from '../execution/LeaseKeeper';
import { RunNotifier } from '../RunNotifier';
import { RunWorker } from '../execution/RunWorker';

jest.setTimeout(10_000);

const DAY = 24 * 60 * 60 * 1_000;
const anna = { kind: 'user', ref: 'user:default/anna' } as const;
const ben = { kind: 'user', ref: 'user:default/ben' } as const;

const database = sqlite();
let clock: FakeClock;
let store: RunStore;
let attempts: string[];
/** What keeps steps from starting; nothing does unless a test says otherwise. */
let gate: StepGate | undefined;
/** What `test` steps do; they succeed unless a test says otherwise. */
let act: (stepId: string, attempt: number) => StepOutcome;

beforeAll(() => database.start());
afterAll(() => database.stop());

beforeEach(async () => {
  clock = createFakeClock();
  store = createDatabaseRunStore(await database.create(), clock);
  attempts = [];
  act = () => ({ status: 'succeeded' });
  gate = undefined;
});

const testStep = defineStepType({
  uses: 'test',
  inputSchema: z.record(z.string(), z.unknown()),
  resumable: false,
  async run(input, { stepId, attempt }) {
    attempts.push(`${stepId}#${attempt}`);
    const outcome = act(stepId, attempt);
    return outcome.status === 'succeeded'
      ? { ...outcome, output: input }
      : outcome;
  },
  plan: async () => ({ effect: 'unknown', text: '' }),
});

/** Lets a new worker, as after a restart, do all that there is to do now. */
async function work(runId: string): Promise<Run> {
  const worker = `w${Math.random()}`;
  const logger = mockServices.logger.mock();
  const options = { store, clock, worker, logger };
  const stepTypes = [
    testStep,
    createWaitStep(clock),
    createApprovalStep(clock),
  ];
  await new RunWorker({
    ...options,
    gate,
    stepTypes: new Map(stepTypes.map(type => [type.uses, type as AnyStepType])),
    bridge: { forget: async () => {} },
    secrets: createTestSecrets(),
    leases: new LeaseKeeper(options),
    notifier: new RunNotifier(),
  }).work(runId, new AbortController().signal);
  return read(runId);
}

async function begin(flow: FlowDefinition, more: Partial<Run> = {}) {
  const { run } = await store.create(newRunOf(flow, more, clock.now()));
  return work(run.id);
}

async function write(runId: string, decide: (run: Run) => RunFact[]) {
  const { run } = await store.appendUnclaimed(runId, decide);
  return run;
}

async function read(runId: string): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new Error('no such run');
  return run;
}

const isClaimable = async (run: Run) =>
  (await store.listClaimable(clock.now())).includes(run.id);

const statuses = (run: Run) =>
  Object.fromEntries(run.steps.map(({ id, status }) => [id, status]));

describe('A run that waits', () => {
  it('for 30 days needs no worker meanwhile, and wakes in time', async () => {
    const flow = flowOf([
      { id: 'rest', uses: 'wait', with: { for: '30d' } },
      { id: 'after' },
    ]);
    const waiting = await begin(flow);
    expect(waiting).toMatchObject({
      status: 'waiting',
      waitingFor: { kind: 'timer', text: 'for 30d' },
    });
    clock.advance(30 * DAY - 1);
    expect(await isClaimable(waiting)).toBe(false);
    clock.advance(1);
    expect(await isClaimable(waiting)).toBe(true);
    const done = await work(waiting.id);
    expect(done.status).toBe('succeeded');
    expect(done.waitedMs).toBe(30 * DAY);
    expect(attempts).toEqual(['after#1']);
  });

  it('for its start is begun by no worker before then, after any number of restarts', async () => {
    const startAt = new Date(clock.now() + DAY).toISOString();
    const waiting = await begin(flowOf([{ id: 'a' }]), { startAt });
    expect(waiting.status).toBe('queued');
    clock.advance(DAY - 1);
    expect((await work(waiting.id)).status).toBe('queued');
    clock.advance(1);
    expect(await work(waiting.id)).toMatchObject({
      status: 'succeeded',
      startedAt: startAt,
    });
    expect(attempts).toEqual(['a#1']);
  });

  it('for people goes on as soon as enough of them have approved', async () => {
    const flow = flowOf([
      {
        id: 'ask',
        uses: 'approval',
        with: {
          message: 'Delete the cluster?',
          approvers: ['group:default/sre'],
          count: 2,
        },
      },
      { id: 'after' },
    ]);
    const asked = await begin(flow);
    expect(asked.waitingFor?.text).toBe(
      'Delete the cluster? (2 approvals by group:default/sre)',
    );
    clock.advance(2 * DAY);
    expect(await isClaimable(asked)).toBe(false);
    const approve = (by: typeof anna | typeof ben, refs: string[]) =>
      write(
        asked.id,
        answer({ by, reason: 'fine' }, { answer: 'approve', refs }),
      );
    await expect(approve(anna, ['group:default/sre'])).rejects.toThrow(
      'somebody else than who started the run',
    );
    await expect(approve(ben, [ben.ref])).rejects.toThrow(
      'is to be approved by group:default/sre',
    );
    await approve(ben, ['group:default/sre']);
    await approve(ben, ['group:default/sre']);
    expect((await work(asked.id)).status).toBe('waiting');
    const cleo = { kind: 'user', ref: 'user:default/cleo' } as const;
    await write(
      asked.id,
      answer(
        { by: cleo, reason: 'go' },
        { answer: 'approve', refs: ['group:default/sre'] },
      ),
    );
    expect(await isClaimable(asked)).toBe(true);
    const done = await work(asked.id);
    expect(done.status).toBe('succeeded');
    expect(done.steps[0].output).toMatchObject({
      approved: true,
      answers: [{ by: ben }, { by: cleo }],
    });
  });

  it('fails when somebody rejects, and when nobody answers in time', async () => {
    const flow = flowOf([
      {
        id: 'ask',
        uses: 'approval',
        timeout: '2d',
        with: { message: 'May I?' },
      },
      { id: 'after' },
    ]);
    const rejected = await begin(flow);
    await write(
      rejected.id,
      answer({ by: ben, reason: 'not today' }, { answer: 'reject', refs: [] }),
    );
    expect(await work(rejected.id)).toMatchObject({
      status: 'failed',
      steps: [
        {
          error: {
            message: 'Rejected by user:default/ben: not today',
            rejection: { by: 'user:default/ben', comment: 'not today' },
          },
        },
        { status: 'skipped' },
      ],
      error: { step: 'ask', rejection: { by: 'user:default/ben' } },
    });
    const forgotten = await begin(flow);
    clock.advance(2 * DAY);
    expect(await isClaimable(forgotten)).toBe(true);
    expect((await work(forgotten.id)).error?.message).toContain(
      'Not approved until',
    );
  });

  it('may be cancelled while it rests', async () => {
    const run = await begin(
      flowOf([{ id: 'rest', uses: 'wait', with: { for: '1d' } }]),
    );
    await write(run.id, () => [
      { type: 'run.cancelRequested', by: anna, reason: 'no' },
    ]);
    expect(await isClaimable(run)).toBe(true);
    expect((await work(run.id)).status).toBe('cancelled');
  });

  it('asks when nobody knows how an attempt ended, and does what is answered', async () => {
    const flow = flowOf([{ id: 'a', onLost: 'ask' }]);
    act = (_, attempt) =>
      attempt === 1
        ? { status: 'lost', error: { message: 'its host is gone' } }
        : { status: 'succeeded' };
    const asking = await begin(flow);
    expect(asking).toMatchObject({
      status: 'waiting',
      waitingFor: { kind: 'decision' },
    });
    await write(
      asking.id,
      answer({ by: anna, reason: 'again' }, { answer: 'approve', refs: [] }),
    );
    expect((await work(asking.id)).status).toBe('succeeded');
    const other = await begin(flow);
    await write(
      other.id,
      answer({ by: anna, reason: 'no' }, { answer: 'reject', refs: [] }),
    );
    expect(await work(other.id)).toMatchObject({
      status: 'failed',
      steps: [{ error: { message: 'its host is gone' } }],
    });
  });
});

describe('A run that is paused', () => {
  it('starts no new step until it is resumed', async () => {
    const { run } = await store.create(
      newRunOf(flowOf([{ id: 'a' }, { id: 'b' }]), {}, clock.now()),
    );
    await write(run.id, pause({ by: anna, reason: 'look first' }));
    const paused = await work(run.id);
    expect(paused).toMatchObject({
      status: 'paused',
      pause: { by: anna, reason: 'look first' },
    });
    expect(attempts).toEqual([]);
    expect(await isClaimable(paused)).toBe(false);
    await write(run.id, resume({ by: ben, reason: 'looked' }));
    expect((await work(run.id)).status).toBe('succeeded');
    expect(() => resume({ by: ben, reason: 'x' })(paused)).not.toThrow();
    await expect(
      write(run.id, pause({ by: anna, reason: 'late' })),
    ).rejects.toThrow('cannot be paused: it is succeeded since');
  });
});

describe('A run that goes on from a failed step', () => {
  const flow = flowOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }], {
    finally: [{ id: 'tidy', uses: 'test' }],
  });

  it('does not repeat what was done, and tells both attempts', async () => {
    act = stepId =>
      stepId === 'b'
        ? { status: 'failed', error: { message: 'broken' } }
        : { status: 'succeeded' };
    const failed = await begin(flow);
    expect(statuses(failed)).toEqual({
      a: 'succeeded',
      b: 'failed',
      c: 'skipped',
      tidy: 'succeeded',
    });
    act = () => ({ status: 'succeeded' });
    const note = 'The flow has changed since';
    await write(
      failed.id,
      retry({ by: anna, reason: 'mended' }, { flow, note }),
    );
    const done = await work(failed.id);
    expect(attempts).toEqual(['a#1', 'b#1', 'tidy#1', 'b#2', 'c#1', 'tidy#2']);
    expect(done).toMatchObject({
      status: 'succeeded',
      retries: [{ by: anna, reason: 'mended', from: 'b', note }],
    });
    expect(done.error).toBeUndefined();
    expect(done.steps[1]).toMatchObject({
      attempts: 2,
      history: [
        { number: 1, status: 'failed', error: { message: 'broken' } },
        { number: 2, status: 'succeeded' },
      ],
    });
  });

  it('may be told to go on from an earlier step', async () => {
    const done = await begin(flow);
    await expect(
      write(done.id, retry({ by: anna, reason: 'x' }, { flow })),
    ).rejects.toThrow('Name the step to go on from');
    await expect(
      write(done.id, retry({ by: anna, reason: 'x' }, { flow, from: 'z' })),
    ).rejects.toThrow('expected one of a, b, c, tidy');
    await write(done.id, retry({ by: anna, reason: 'x' }, { flow, from: 'b' }));
    expect((await work(done.id)).status).toBe('succeeded');
    expect(attempts.slice(4)).toEqual(['b#2', 'c#2', 'tidy#2']);
  });

  it('has its retries anew', async () => {
    const retrying = flowOf([
      { id: 'a', retry: { attempts: 2, delay: '10ms' } },
    ]);
    act = (_, attempt) =>
      attempt < 4
        ? { status: 'failed', error: { message: 'broken' } }
        : { status: 'succeeded' };
    const { run } = await store.create(newRunOf(retrying, {}, clock.now()));
    const workAndWait = async () => {
      const working = work(run.id);
      const ticking = setInterval(() => clock.advance(10), 5);
      const after = await working;
      clearInterval(ticking);
      return after;
    };
    expect((await workAndWait()).status).toBe('failed');
    await write(
      run.id,
      retry({ by: anna, reason: 'again' }, { flow: retrying }),
    );
    expect((await workAndWait()).status).toBe('succeeded');
    expect(attempts).toEqual(['a#1', 'a#2', 'a#3', 'a#4']);
  });
});

describe('A step with items', () => {
  const flow = flowOf([
    { id: 'list', with: { names: ['one', 'two', 'three'] } },
    {
      id: 'each',
      forEach: { items: '${{ steps.list.output.names }}', parallel: 2 },
      with: { name: '${{ item }}', at: '${{ index }}' },
      onFailure: 'continue',
    },
    { id: 'after', with: { all: '${{ steps.each.output.items }}' } },
  ]);

  it('is done once for each, and gives all their outputs', async () => {
    const run = await begin(flow);
    expect(run.status).toBe('succeeded');
    expect(run.steps.map(({ id, title }) => [id, title])).toEqual([
      ['list', 'list'],
      ['each', 'each'],
      ['each.0', 'each: one'],
      ['each.1', 'each: two'],
      ['each.2', 'each: three'],
      ['after', 'after'],
    ]);
    expect(run.steps[5].output).toEqual({
      all: [
        { name: 'one', at: 0 },
        { name: 'two', at: 1 },
        { name: 'three', at: 2 },
      ],
    });
  });

  it('goes on with those that failed', async () => {
    act = stepId =>
      stepId === 'each.1'
        ? { status: 'failed', error: { message: 'two is broken' } }
        : { status: 'succeeded' };
    const failed = await begin(flow);
    expect(failed).toMatchObject({ status: 'failed' });
    expect(failed.steps[1].error?.message).toBe(
      '1 of 3 items failed: each: two (two is broken)',
    );
    act = () => ({ status: 'succeeded' });
    attempts = [];
    await write(failed.id, retry({ by: anna, reason: 'mended' }, { flow }));
    const done = await work(failed.id);
    expect(done.status).toBe('succeeded');
    expect(attempts).toEqual(['each.1#2', 'after#2']);
  });

  it('says when there is no list', async () => {
    const run = await begin(
      flowOf([{ id: 'each', forEach: { items: '${{ input.nothing }}' } }]),
      { input: { nothing: 3 } },
    );
    expect(run.steps[0].error?.message).toContain(
      'forEach.items: expected a list of at most 1000 items, got 3',
    );
  });
});

describe('Last steps', () => {
  const flow = flowOf([{ id: 'a' }, { id: 'b' }], {
    finally: [{ id: 'tidy', uses: 'test' }],
  });

  it('run after a failure, and after a cancel', async () => {
    act = stepId =>
      stepId === 'a'
        ? { status: 'failed', error: { message: 'broken' } }
        : { status: 'succeeded' };
    expect(statuses(await begin(flow))).toEqual({
      a: 'failed',
      b: 'skipped',
      tidy: 'succeeded',
    });
    const { run } = await store.create(newRunOf(flow, {}, clock.now()));
    await write(run.id, () => [
      { type: 'run.cancelRequested', by: anna, reason: 'no' },
    ]);
    const cancelled = await work(run.id);
    expect(cancelled.status).toBe('cancelled');
    expect(statuses(cancelled)).toEqual({
      a: 'skipped',
      b: 'skipped',
      tidy: 'succeeded',
    });
  });
});

describe('A run with a limit', () => {
  it('ends when it takes too long, and its last steps run', async () => {
    const flow = flowOf([{ id: 'rest', uses: 'wait', with: { for: '2d' } }], {
      timeout: '1d',
      finally: [{ id: 'tidy', uses: 'test' }],
    });
    const run = await begin(flow);
    clock.advance(DAY);
    expect(await isClaimable(run)).toBe(true);
    const done = await work(run.id);
    expect(done).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('longer than 1d') },
    });
    expect(statuses(done)).toEqual({ rest: 'cancelled', tidy: 'succeeded' });
  });

  it('does not count the time that it waits, if the flow says so', async () => {
    const flow = flowOf(
      [{ id: 'rest', uses: 'wait', with: { for: '2d' } }, { id: 'after' }],
      { timeout: '1d', timeoutIncludesWaiting: false },
    );
    const run = await begin(flow);
    clock.advance(2 * DAY);
    expect((await work(run.id)).status).toBe('succeeded');
  });

  it.each([
    ['23h', true, 'succeeded'],
    ['25h', true, 'failed'],
    ['25h', false, 'succeeded'],
  ])(
    '1.5.21: does not count the time that a window holds it; waiting %s besides, which counts: %s',
    async (length, timeoutIncludesWaiting, status) => {
      const opening = clock.now() + 3 * DAY;
      const until = new Date(opening).toISOString();
      const hold = { text: 'the freeze', until, windows: ['freeze'] };
      gate = {
        holdOf: (_, { id }, now) =>
          id === 'first' && now < opening ? hold : undefined,
        onChange: () => () => {},
      };
      const rest = { uses: 'wait', needs: ['first'], with: { for: length } };
      const flow = flowOf([{ id: 'first' }, { id: 'rest', ...rest }], {
        timeout: '1d',
        timeoutIncludesWaiting,
      });
      const held = await begin(flow);
      expect(held.waitingFor).toMatchObject({ kind: 'window', until });
      clock.advance(3 * DAY);
      expect(await isClaimable(held)).toBe(true);
      const resting = await work(held.id);
      expect(resting.waitingFor).toMatchObject({ kind: 'timer' });
      clock.advance(parseInt(length, 10) * 60 * 60 * 1_000);
      expect((await work(held.id)).status).toBe(status);
    },
  );
});
