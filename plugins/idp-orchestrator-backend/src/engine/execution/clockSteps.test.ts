import { mockServices } from '@backstage/backend-test-utils';
import type {
  FlowDefinition,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import { sqlite } from '../../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestSecrets } from '../../__testUtils__/keys';
import { createDatabaseRunStore } from '../../database';
import { DeadWorkerReaper } from '../../dispatch/DeadWorkerReaper';
import type { RunStore } from '../../ports';
import { createApprovalStep, createWaitStep } from '../../steps';
import type { AnyStepType } from '../EngineStepContext';
import { RunNotifier } from '../RunNotifier';
import { DueTimes } from './DueTimes';
import { LeaseKeeper } from './LeaseKeeper';
import { RunCreator } from './RunCreator';
import { RunWorker } from './RunWorker';

jest.setTimeout(20_000);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const database = sqlite();
let clock: FakeClock;
let store: RunStore;
let due: DueTimes;
let worker: RunWorker;
let attempts: string[];
let creator: RunCreator;
let act: (attempt: number) => StepOutcome | Promise<StepOutcome>;

beforeAll(() => database.start());
afterAll(() => database.stop());

beforeEach(async () => {
  clock = createFakeClock();
  store = createDatabaseRunStore(await database.create(), clock);
  due = new DueTimes(clock);
  attempts = [];
  act = () => ({ status: 'succeeded' });
  const options = {
    store,
    clock,
    worker: 'elsewhere/boot/0/1/1/x',
    logger: mockServices.logger.mock(),
  };
  const testStep = defineStepType({
    uses: 'test',
    inputSchema: z.record(z.string(), z.unknown()),
    resumable: false,
    async run(_, { stepId, attempt }) {
      attempts.push(`${stepId}#${attempt}`);
      return act(attempt);
    },
    plan: async () => ({ effect: 'unknown', text: '' }),
  });
  const types = [testStep, createWaitStep(clock), createApprovalStep(clock)];
  const leases = new LeaseKeeper(options);
  const notifier = new RunNotifier();
  creator = new RunCreator({
    ...options,
    leases,
    notifier,
    dispatcher: {
      enqueue: async () => {},
      keepSlot: () => ({ use: () => {}, giveBack: () => {} }),
    },
  });
  worker = new RunWorker({
    ...options,
    due,
    creator,
    stepTypes: new Map(types.map(type => [type.uses, type as AnyStepType])),
    bridge: { forget: async () => {} },
    secrets: createTestSecrets(),
    leases,
    notifier,
  });
});

async function read(runId: string): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new Error('no such run');
  return run;
}

/** Does what the poller of this process does in a round: all that is due. */
async function poll(runId: string): Promise<Run> {
  const found = [...due.takeDue(), ...(await store.listClaimable(clock.now()))];
  if (found.includes(runId)) {
    await worker.work(runId, new AbortController().signal);
  }
  return read(runId);
}

async function begin(flow: FlowDefinition, more: Partial<Run> = {}) {
  const { run } = await store.create(newRunOf(flow, more, clock.now()));
  return poll(run.id);
}

describe.each([
  ['back', -HOUR],
  ['forward', HOUR],
])('When the clock is set %s by an hour', (_, step) => {
  it('a retry comes after its delay, and once', async () => {
    act = attempt =>
      attempt === 1
        ? { status: 'failed', error: { message: 'broken' } }
        : { status: 'succeeded' };
    const { id } = await begin(
      flowOf([{ id: 'a', retry: { attempts: 3, delay: '30s' } }]),
    );
    clock.step(step);
    await poll(id);
    clock.advance(14 * SECOND);
    await poll(id);
    expect(attempts).toEqual(['a#1']);
    // The delay is drawn from a half of it up to the whole.
    clock.advance(16 * SECOND);
    expect((await poll(id)).status).toBe('succeeded');
    expect(attempts).toEqual(['a#1', 'a#2']);
  });

  it('a wait for a length of time lasts that long', async () => {
    const { id } = await begin(
      flowOf([{ id: 'rest', uses: 'wait', with: { for: '10m' } }]),
    );
    clock.advance(4 * MINUTE);
    clock.step(step);
    await poll(id);
    clock.advance(5 * MINUTE);
    expect((await poll(id)).status).toBe('waiting');
    clock.advance(MINUTE);
    expect((await poll(id)).status).toBe('succeeded');
  });

  it('an approval may be given for as long as it was to be', async () => {
    const { id } = await begin(
      flowOf([
        {
          id: 'ask',
          uses: 'approval',
          timeout: '20m',
          with: { message: 'Go on?' },
        },
      ]),
    );
    clock.step(step);
    await poll(id);
    clock.advance(19 * MINUTE);
    expect((await poll(id)).status).toBe('waiting');
    clock.advance(MINUTE);
    expect((await poll(id)).status).toBe('failed');
  });

  it('a run may take as long as it was to', async () => {
    const { id } = await begin(
      flowOf([{ id: 'rest', uses: 'wait', with: { for: '40m' } }], {
        timeout: '30m',
        timeoutIncludesWaiting: true,
      }),
    );
    clock.step(step);
    await poll(id);
    clock.advance(29 * MINUTE);
    expect((await poll(id)).timedOutAt).toBeUndefined();
    clock.advance(MINUTE);
    expect((await poll(id)).timedOutAt).toBeDefined();
  });

  it('a run that was begun as it was made may take as long as it was to', async () => {
    const ends: Array<(outcome: StepOutcome) => void> = [];
    act = () => new Promise(resolve => ends.push(resolve));
    const begun = async (count: number) => {
      while (ends.length < count) {
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    const flow = flowOf([{ id: 'a' }, { id: 'b' }], { timeout: '30m' });
    const { run } = await creator.create(newRunOf(flow, {}, clock.now()));
    const working = worker.work(run.id, new AbortController().signal);
    await begun(1);
    clock.step(step);
    clock.advance(29 * MINUTE);
    ends[0]({ status: 'succeeded' });
    await begun(2);
    ends[1]({ status: 'succeeded' });
    await working;
    expect(await read(run.id)).toMatchObject({ status: 'succeeded' });
  });

  it('a wait until a time of day, and a start, go by the new time', async () => {
    const at = (ms: number) => new Date(clock.now() + ms).toISOString();
    const until = await begin(
      flowOf([{ id: 'rest', uses: 'wait', with: { until: at(2 * HOUR) } }]),
    );
    const later = await begin(flowOf([{ id: 'a' }]), {
      startAt: at(2 * HOUR),
    });
    clock.step(step);
    clock.advance(2 * HOUR - step - 1);
    expect((await poll(until.id)).status).toBe('waiting');
    expect((await poll(later.id)).status).toBe('queued');
    clock.advance(1);
    expect((await poll(until.id)).status).toBe('succeeded');
    expect((await poll(later.id)).status).toBe('succeeded');
  });

  it('no lease of a living worker ends, and that of a silent one does in time', async () => {
    const { run } = await store.create(newRunOf(flowOf([{ id: 'a' }])));
    const lease = { worker: 'far/boot/0/1/1/x', until: clock.now() + 10_000 };
    await store.claim(run.id, lease);
    const logger = mockServices.logger.mock();
    const reaper = new DeadWorkerReaper({ store, clock, logger });
    expect(await reaper.reap()).toBe(0);
    clock.step(step);
    expect(await reaper.reap()).toBe(0);
    expect(await store.listClaimable(clock.now())).toEqual([]);
    clock.advance(9 * SECOND);
    const renewed = { ...lease, until: clock.now() + 10_000 };
    await store.renewLeases(renewed, [run.id]);
    expect(await reaper.reap()).toBe(0);
    clock.advance(9 * SECOND);
    expect(await reaper.reap()).toBe(0);
    clock.advance(SECOND);
    expect(await reaper.reap()).toBe(1);
    expect(await store.listClaimable(clock.now())).toEqual([run.id]);
  });
});

describe('A lease', () => {
  const run = { lastSeq: 0, refresh: async () => {}, lost: jest.fn() };

  async function hold() {
    const keeper = new LeaseKeeper({
      store: {
        renewLeases: async (_, runIds) =>
          runIds.map(runId => ({ runId, lastSeq: 0 })),
      },
      clock,
      worker: 'worker',
      logger: mockServices.logger.mock(),
    });
    keeper.hold('run', run, keeper.createLease());
    keeper.start();
    const pass = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(500);
        for (let turns = 0; turns < 5; turns++) {
          await new Promise(setImmediate);
        }
      }
    };
    return { keeper, pass };
  }

  it('is held when the clock was set back, and renewed', async () => {
    const { keeper, pass } = await hold();
    clock.step(-HOUR);
    expect(keeper.isHeld('run')).toBe(true);
    await pass(30 * SECOND);
    expect(keeper.isHeld('run')).toBe(true);
    expect(run.lost).not.toHaveBeenCalled();
    const stopping = keeper.stop();
    await pass(2 * SECOND);
    await stopping;
  });

  it('counts after a sleep of the host only when it was renewed, and is not lost', async () => {
    const { keeper, pass } = await hold();
    clock.step(HOUR);
    expect(keeper.isHeld('run')).toBe(false);
    await pass(2 * SECOND);
    expect(keeper.isHeld('run')).toBe(true);
    expect(run.lost).not.toHaveBeenCalled();
    const stopping = keeper.stop();
    await pass(2 * SECOND);
    await stopping;
  });
});
