import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createScriptsFolder } from '../__testUtils__/scriptsFolder';
import type { ScriptEnding } from '../ports';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { AttemptFiles } from './supervisor/AttemptFiles';
import { hostScans } from './supervisor/ProcessScans';

jest.setTimeout(60_000);

/** After this time (ms) nobody looks at the output of a silent script any more. */
const SILENT_MS = 3_000;

const bash = `
echo begun
until [ -e talk ]; do sleep 0.1; done
echo again
until [ -e end ]; do sleep 0.1; done
exit 4`;

describe.each([
  ['its own child', false],
  ['adopted', true],
])('A script that has long been silent, %s,', (_, isAdopted) => {
  let folder: Awaited<ReturnType<typeof createScriptsFolder>>;
  let test: TestBridge;
  let follower: TestFollower;
  let cancel: AbortController;
  let attempt: ReturnType<typeof createAttempt>;
  let ending: Promise<ScriptEnding>;

  const follow = async (timeoutMs: number) => {
    attempt = createAttempt({ script: 'waiting', timeoutMs });
    follower = new TestFollower();
    const handOver = new AbortController();
    ending = test.bridge.run(
      attempt,
      follower,
      isAdopted ? handOver.signal : cancel.signal,
    );
    await until(() => follower.lines('stdout').includes('begun'));
    if (isAdopted) {
      handOver.abort('hand-over');
      await expect(ending).rejects.toBe('hand-over');
      follower = new TestFollower(follower.stored);
      const resumed = { ...attempt, resumed: true };
      ending = test.bridge.run(resumed, follower, cancel.signal);
    }
    await sleep(SILENT_MS);
  };

  const touch = (name: string) =>
    writeFileSync(join(folder.directory, name), '');

  beforeEach(async () => {
    folder = await createScriptsFolder({ waiting: { bash } });
    test = await createTestBridge({
      environments: {
        development: { scriptsDirectory: folder.directory, variables: {} },
      },
    });
    cancel = new AbortController();
  });
  afterEach(async () => {
    await folder.remove();
    await test.remove();
  });

  it('is heard when it talks again, and its end is noticed', async () => {
    await follow(60_000);
    touch('talk');
    await until(() => follower.lines('stdout').includes('again'));
    await sleep(SILENT_MS);
    touch('end');
    expect(await ending).toMatchObject({
      outcome: 'failed',
      error: { exitCode: 4 },
    });
    expect(follower.lines('stdout')).toEqual(
      isAdopted ? ['again'] : ['begun', 'again'],
    );
  });

  it('is ended when it is over its time', async () => {
    await follow(SILENT_MS + 1_000);
    expect((await ending).outcome).toBe('timed-out');
  });

  it('is ended when it is cancelled', async () => {
    await follow(60_000);
    cancel.abort('cancel');
    expect((await ending).outcome).toBe('cancelled');
  });

  it('is lost when its supervisor is killed, and nothing of it goes on', async () => {
    await follow(60_000);
    const files = new AttemptFiles(test.spoolDirectory, attempt);
    const noted = readFileSync(files.identity(1), 'utf8');
    process.kill(Number(/^pid (\d+)$/m.exec(noted)?.[1]), 'SIGKILL');
    expect((await ending).outcome).toBe('lost');
    expect(await hostScans.find({ cookie: files.cookie })).toEqual([]);
  });
});
