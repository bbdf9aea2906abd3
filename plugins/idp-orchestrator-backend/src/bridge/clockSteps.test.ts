import { systemClock } from '../waiting/systemClock';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
} from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

describe.each([
  ['back', -HOUR],
  ['forward', HOUR],
])('A running script, when the clock is set %s by an hour,', (_, step) => {
  it('goes on, is followed, and may take as long as it was to', async () => {
    let shift = 0;
    const clock = { ...systemClock, now: () => Date.now() + shift };
    const test = await createTestBridge({ clock });
    const follower = new TestFollower();
    const { signal } = new AbortController();
    const attempt = createAttempt({ script: 'living', args: { seconds: 2 } });
    const ending = test.bridge.run(attempt, follower, signal);
    const late = test.bridge.run(
      createAttempt({ script: 'living', action: 'short' }),
      new TestFollower(),
      signal,
    );
    await until(() => follower.lines('stdout').length > 2);
    shift = step;
    // A limit of a minute was not reached, one of a second is.
    expect(await ending).toMatchObject({ error: { exitCode: 3 } });
    expect(await late).toMatchObject({ outcome: 'timed-out' });
    expect(follower.lines('stdout')).toHaveLength(40);
    await test.remove();
  });

  it('is cancelled as ever', async () => {
    let shift = 0;
    const clock = { ...systemClock, now: () => Date.now() + shift };
    const test = await createTestBridge({ clock });
    const abort = new AbortController();
    const ending = test.bridge.run(
      createAttempt({ script: 'living', action: 'silent' }),
      new TestFollower(),
      abort.signal,
    );
    await until(async () => (await test.readEffects()).length > 0);
    shift = step;
    abort.abort('cancel');
    expect((await ending).outcome).toBe('cancelled');
    await test.remove();
  });
});
