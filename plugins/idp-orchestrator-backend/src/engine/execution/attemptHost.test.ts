import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  formatSpoolIdentity,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createTestSecrets } from '../../__testUtils__/keys';
import { sqlite } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import {
  createTestBridge,
  type TestBridge,
} from '../../bridge/__testUtils__/createTestBridge';
import { createScriptBridge } from '../../bridge';
import { createDatabaseRunStore } from '../../database';
import { createScriptStep } from '../../steps';
import { isElsewhere } from './attemptHost';
import type { AnyStepType } from '../EngineStepContext';
import { LeaseKeeper } from './LeaseKeeper';
import { RunNotifier } from '../RunNotifier';
import { RunWorker } from './RunWorker';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(60_000);

/** Long enough for the supervisor's window of one second and its grace time, also on a busy machine. */
const OWNER_WAIT_MS = 6_000;

describe('An attempt that was started on another host', () => {
  const database = sqlite();
  let knex: Awaited<ReturnType<typeof database.create>>;
  let test: TestBridge;

  beforeAll(() => database.start());
  beforeEach(async () => {
    knex = await database.create();
    test = await createTestBridge({ adoptionWindowMs: 1_000, graceMs: 500 });
  });
  afterEach(() => test.remove());
  afterAll(() => database.stop());

  /** A host with a spool of its own; all of them are this machine. */
  const createHost = (name: string) => {
    const identity = {
      name,
      boot: 'boot',
      namespace: '0',
      spool: `spool-${name}`,
    };
    const store = createDatabaseRunStore(knex, systemClock, {
      labels: [],
      host: formatSpoolIdentity(identity),
    });
    const logger = mockServices.logger.mock();
    const engine = { store, clock: systemClock, worker: name, logger };
    const leases = new LeaseKeeper(engine);
    const bridge = createScriptBridge({
      ...test.options,
      spoolDirectory: path.join(test.spoolDirectory, name),
    });
    const worker = new RunWorker({
      ...engine,
      leases,
      bridge,
      secrets: createTestSecrets(),
      notifier: new RunNotifier(),
      attemptHost: { identity, ownerWaitMs: OWNER_WAIT_MS },
      stepTypes: new Map([
        [
          'script',
          createScriptStep(bridge, { list: async () => [] }) as AnyStepType,
        ],
      ]),
    });
    return {
      store,
      /** Works like a dispatcher of one run: whenever it may be taken. */
      async workUntil(run: Run, condition: (now: Run) => boolean) {
        leases.start();
        const stop = new AbortController();
        const working = (async () => {
          while (!stop.signal.aborted) {
            const claimable = await store.listClaimable(Date.now());
            if (claimable.includes(run.id)) {
              await worker.work(run.id, stop.signal);
            }
            await sleep(20);
          }
        })();
        let now = await store.get(run.id);
        while (!now || !condition(now)) {
          await sleep(20);
          now = await store.get(run.id);
        }
        stop.abort('hand-over');
        await working;
        await leases.stop();
        return now;
      },
    };
  };

  const script = (seconds: number, onLost: 'restart' | 'fail') =>
    flowOf([
      {
        id: 'only',
        uses: 'script',
        with: { script: 'living', action: 'silent', args: { seconds } },
        onLost,
      },
    ]);

  const begin = async (seconds: number, onLost: 'restart' | 'fail') => {
    const first = createHost('first');
    const { run } = await first.store.create(newRunOf(script(seconds, onLost)));
    let started = false;
    void (async () => {
      while ((await test.readEffects()).length === 0) await sleep(20);
      started = true;
    })();
    await first.workUntil(run, () => started);
    return { run };
  };

  const isWaiting = (run: Run) => run.steps[0].status === 'waiting';
  const isOver = (run: Run) => Boolean(run.finishedAt);

  it('is waited for, visibly, until its supervisor must have ended it, and only then started again', async () => {
    const { run } = await begin(8, 'restart');
    const second = createHost('second');
    const waiting = await second.workUntil(run, isWaiting);
    expect(waiting).toMatchObject({
      status: 'waiting',
      steps: [
        {
          status: 'waiting',
          attempts: 1,
          waitingFor: {
            kind: 'owner',
            text: expect.stringContaining('first, which started the script'),
          },
        },
      ],
    });
    const over = await second.workUntil(run, isOver);
    expect(over).toMatchObject({
      status: 'succeeded',
      steps: [{ attempts: 2 }],
    });
    const [lost, done] = over.steps[0].history;
    expect(lost.status).toBe('failed');
    expect(lost.host).toMatch(/^first\//);
    expect(done.host).toMatch(/^second\//);
    expect(await test.readEffects()).toHaveLength(2);
    // The first one was ended by its supervisor before the second began.
    const folder = path.join(test.spoolDirectory, 'first', run.id, 'only', '1');
    const exit = await readFile(path.join(folder, 'exit'), 'utf8');
    expect(exit).toContain('orphaned yes');
    const ended = Number(/^ended (\S+)$/m.exec(exit)?.[1]) * 1_000;
    expect(ended).toBeLessThan(Date.parse(done.startedAt));
  });

  it('fails when its step says so, with the reason', async () => {
    const { run } = await begin(60, 'fail');
    const over = await createHost('second').workUntil(run, isOver);
    expect(over.steps[0]).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { message: expect.stringContaining('started on first') },
    });
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('is gone on with by its own host when that is back in time', async () => {
    const { run } = await begin(5, 'restart');
    await createHost('second').workUntil(run, isWaiting);
    const over = await createHost('first').workUntil(run, isOver);
    expect(over).toMatchObject({
      status: 'succeeded',
      steps: [{ attempts: 1, status: 'succeeded' }],
    });
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('is not cancelled before it is certain that it does not run any more', async () => {
    const { run } = await begin(60, 'restart');
    const second = createHost('second');
    await second.workUntil(run, isWaiting);
    await second.store.appendUnclaimed(run.id, () => [
      {
        type: 'run.cancelRequested',
        by: { kind: 'user', ref: 'user:default/anna' },
        reason: 'enough',
      },
    ]);
    const over = await second.workUntil(run, isOver);
    expect(over.status).toBe('cancelled');
    const { at, finishedAt } = {
      at: Date.parse(over.steps[0].history[0].startedAt),
      finishedAt: Date.parse(over.finishedAt ?? ''),
    };
    expect(finishedAt - at).toBeGreaterThanOrEqual(OWNER_WAIT_MS);
  });
});

describe('The host of an attempt', () => {
  const identity = { name: 'a', boot: 'boot1', namespace: '7', spool: 's1' };
  const own = { identity, ownerWaitMs: 1 };

  it.each([
    ['here', 'a/boot1/7/s1', false],
    ['of this host before it was started again', 'a/boot0/7/s1', false],
    ['another host', 'b/boot2/7/s2', true],
    ['another host of the same name', 'a/boot2/7/s2', true],
    ['another container of this host', 'a/boot1/8/s1', true],
    ['another spool of this host', 'a/boot1/7/s2', true],
    ['another host with the same disk', 'b/boot2/7/s1', true],
    ['not to be understood', 'a/boot1/7', true],
    ['not known', undefined, false],
  ])('that is %s', (_, host, expected) => {
    expect(isElsewhere(host, own)).toBe(expected);
  });
});
