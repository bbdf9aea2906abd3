import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { startOwner } from './__testUtils__/startOwner';
import { hostScans } from './supervisor/ProcessScans';

jest.setTimeout(60_000);

describe('An attempt whose folder disappears', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  const attemptOf = (action: string, seconds: number) =>
    createAttempt({ script: 'meddling', action, args: { seconds } });

  const run = (
    attempt: ReturnType<typeof attemptOf>,
    follower = new TestFollower(),
  ) => test.bridge.run(attempt, follower, new AbortController().signal);

  it.each(['vanish', 'vanish-later'])(
    'is lost with the reason when the script has ended, which goes on till then (%s)',
    async action => {
      const attempt = attemptOf(action, 3);
      const { outcome, error } = await run(attempt);
      expect(outcome).toBe('lost');
      expect(error?.message).toContain(
        `The folder of the attempt, ${join(test.spoolDirectory, attempt.runId, 'step', '1')}, was removed while the script ran`,
      );
      expect(error?.message).not.toContain('could not be started');
      expect(await test.readEffects()).toEqual(['started', 'done']);
    },
  );

  it('can be cancelled all the same', async () => {
    const attempt = attemptOf('vanish', 60);
    const cancel = new AbortController();
    const following = test.bridge.run(
      attempt,
      new TestFollower(),
      cancel.signal,
    );
    await until(async () => (await test.readEffects()).length > 0);
    cancel.abort('cancel');
    expect(await following).toMatchObject({ outcome: 'cancelled' });
    const cookie = `${attempt.runId}/step/1`;
    expect(await hostScans.find({ cookie })).toEqual([]);
  });

  it('is lost, and ended, when the next backend finds nothing but the script', async () => {
    const attempt = attemptOf('vanish-later', 60);
    const owner = startOwner(test, attempt);
    await until(() => owner.lines('stdout').includes('before'));
    await owner.kill();
    // Its supervisor makes files in it meanwhile.
    const folder = join(test.spoolDirectory, attempt.runId);
    await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 20 });
    const { outcome, error } = await run({ ...attempt, resumed: true });
    expect(outcome).toBe('lost');
    expect(error?.message).toMatch(/was removed while.*; so it was ended$/);
    const cookie = `${attempt.runId}/step/1`;
    expect(await hostScans.find({ cookie })).toEqual([]);
    expect(await test.readEffects()).toEqual(['started']);
  });

  it('is lost when all that is left is what it said', async () => {
    const attempt = attemptOf('vanish', 0);
    const said = { stdout: 7, stderr: 0, lines: 1 };
    const { outcome } = await run(
      { ...attempt, resumed: true },
      new TestFollower(said),
    );
    expect(outcome).toBe('lost');
    expect(await test.readEffects()).toEqual([]);
  });

  it('is started when its worker died before it began', async () => {
    const attempt = createAttempt({ action: 'hello', resumed: true });
    expect(await run(attempt)).toMatchObject({ outcome: 'succeeded' });
  });
});
