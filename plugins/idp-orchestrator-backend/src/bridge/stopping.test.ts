import type { ScriptAttempt, ScriptEnding } from '../ports';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { readProcessTable } from './supervisor/processTable';

jest.setTimeout(60_000);

describe('stopping a script', () => {
  let test: TestBridge;
  const controller = () => new AbortController();

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  interface Started {
    attempt: ScriptAttempt;
    follower: TestFollower;
    abort: AbortController;
    ending: Promise<ScriptEnding>;
    /** Lists the processes of the script's session, whatever they carry. */
    processes(): Promise<number[]>;
  }

  async function start(
    action: string,
    changes: Partial<ScriptAttempt> = {},
  ): Promise<Started> {
    const attempt = createAttempt({ script: 'living', action, ...changes });
    const follower = new TestFollower();
    const abort = controller();
    const ending = test.bridge.run(attempt, follower, abort.signal);
    ending.catch(() => {});
    await until(async () => (await test.readEffects()).length > 0);
    const leader = Number((await test.readEffects())[0].split(' ')[1]);
    const marks = new Set([`IDP_ATTEMPT_COOKIE=${attempt.runId}/step/1`]);
    const table = await readProcessTable({ marks });
    const session = table.find(({ pid }) => pid === leader)?.session;
    const processes = async () =>
      (await readProcessTable({ marks }))
        .filter(entry => entry.marks.length > 0 || entry.session === session)
        .map(({ pid }) => pid);
    return { attempt, follower, abort, ending, processes };
  }

  it('ends a willing one at once', async () => {
    const { abort, ending, processes } = await start('silent');
    expect((await processes()).length).toBeGreaterThan(0);
    abort.abort('cancel');
    expect(await ending).toMatchObject({
      outcome: 'cancelled',
      error: { message: 'cancelled', signal: 'SIGTERM' },
    });
    expect(await processes()).toEqual([]);
  });

  it.each(['stubborn', 'escape'])(
    'leaves nothing of one that ignores TERM and has forked children (%s)',
    async action => {
      const { follower, abort, ending, processes } = await start(action);
      await until(() => follower.lines('stdout').includes('ready'));
      expect((await processes()).length).toBeGreaterThan(3);
      abort.abort('cancel');
      expect((await ending).outcome).toBe('cancelled');
      expect(await processes()).toEqual([]);
    },
  );

  it('ends one that runs longer than it may', async () => {
    const { ending, processes } = await start('short');
    expect(await ending).toMatchObject({
      outcome: 'timed-out',
      error: { message: 'timed out: it ran longer than 1 s' },
    });
    // The supervisor makes a pipe by then, and does not wait for who makes it.
    await until(async () => (await processes()).length === 0);
  });

  it('leaves it alone when it is handed over in the middle of a look, as after a process was frozen', async () => {
    // Long enough that none is over before all have begun on a busy machine.
    const all = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => start('silent', { args: { seconds: 9 } })),
    );
    setTimeout(() => all.forEach(({ abort }) => abort.abort('hand-over')), 150);
    // The next look is due before, so it begins first when both come at once.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    const endings = all.map(async ({ attempt, ending }) => {
      await expect(ending).rejects.toBe('hand-over');
      const { signal } = controller();
      return test.bridge.run(attempt, new TestFollower(), signal);
    });
    const outcomes = (await Promise.all(endings)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(all.map(() => 'succeeded'));
  });

  it('leaves it running when it is handed over, counts its time from its start, and follows it again', async () => {
    const first = await start('chat', {
      args: { seconds: 60 },
      timeoutMs: 3_000,
    });
    await until(() => first.follower.lines('stdout').length > 5);
    first.abort.abort('hand-over');
    await expect(first.ending).rejects.toBe('hand-over');

    const second = new TestFollower(first.follower.stored);
    const ending = await test.bridge.run(
      first.attempt,
      second,
      controller().signal,
    );
    expect(ending.outcome).toBe('timed-out');
    // Counted from the adoption it would be more than the time that it may run.
    expect(ending.error?.durationMs).toBeLessThan(5_500);
    expect(second.adoptions).toBe(1);
    const lines = [
      ...first.follower.lines('stdout'),
      ...second.lines('stdout'),
    ];
    expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('starts nothing when it was cancelled before', async () => {
    const abort = controller();
    abort.abort('cancel');
    const ending = await test.bridge.run(
      createAttempt({ script: 'living' }),
      new TestFollower(),
      abort.signal,
    );
    expect(ending.outcome).toBe('cancelled');
    expect(await test.readEffects()).toEqual([]);
  });

  it('leaves a service that the script started on purpose, when the script ends by itself', async () => {
    const { ending } = await start('leave-service');
    expect(await ending).toMatchObject({ outcome: 'succeeded' });
    const [, service] = await test.readEffects();
    const pid = Number(service.split(' ')[1]);
    expect(() => process.kill(pid, 0)).not.toThrow();
    process.kill(pid, 'SIGKILL');
  });

  it('leaves the script running when what it said cannot be stored', async () => {
    const attempt = createAttempt({ script: 'living', args: { seconds: 2 } });
    const failing = {
      position: new TestFollower().position,
      adopted: async () => {},
      isHeld: () => true,
      said: async () => {
        throw new Error('claim lost');
      },
    };
    await expect(
      test.bridge.run(attempt, failing, controller().signal),
    ).rejects.toThrow('claim lost');
    const follower = new TestFollower();
    const ending = await test.bridge.run(
      attempt,
      follower,
      controller().signal,
    );
    expect(ending.error?.exitCode).toBe(3);
    expect(follower.lines('stdout')).toHaveLength(40);
    expect(await test.readEffects()).toHaveLength(1);
  });
});
