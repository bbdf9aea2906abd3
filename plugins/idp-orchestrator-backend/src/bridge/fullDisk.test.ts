import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import {
  freeBytes,
  makeSmallDisk,
  type SmallDisk,
} from './__testUtils__/smallDisk';
import { startOwner } from './__testUtils__/startOwner';
import { AttemptFiles } from './supervisor/AttemptFiles';
import { readExit } from './supervisor/supervisorNotes';
import { identifySpool } from './supervisor/identifySpool';

jest.setTimeout(60_000);

const MEBIBYTE = 1024 * 1024;
const probe = makeSmallDisk(1);
probe?.remove();

const describeOnDisk = probe ? describe : describe.skip;
const reason = probe ? '' : ' (skipped: a disk cannot be mounted here)';

describeOnDisk(`On a spool whose disk is full${reason}`, () => {
  let disk: SmallDisk;
  let test: TestBridge;

  beforeEach(async () => {
    disk = makeSmallDisk(6)!;
    test = await createTestBridge({
      spoolDirectory: join(disk.folder, 'spool'),
      minFreeBytes: MEBIBYTE,
    });
  });
  afterEach(async () => {
    disk.remove();
    await test.remove();
  });

  const attemptOf = (action: string, args: Record<string, unknown> = {}) =>
    createAttempt({ script: 'meddling', action, args });

  const run = async (attempt: ReturnType<typeof attemptOf>) => {
    const follower = new TestFollower();
    const { signal } = new AbortController();
    return {
      follower,
      ending: await test.bridge.run(attempt, follower, signal),
    };
  };

  const filesOf = (attempt: ReturnType<typeof attemptOf>) =>
    new AttemptFiles(test.spoolDirectory, attempt);

  /** Writes until nothing more can be written. */
  const fill = (leave = 0) => {
    const path = join(disk.folder, 'filling');
    const bytes = freeBytes(disk.folder) - leave;
    writeFileSync(path, Buffer.alloc(bytes));
    return () => rmSync(path);
  };

  it('nothing is started, and the disk is told with what is free and what to do', async () => {
    const makeRoom = fill(100 * 1024);
    await expect(run(attemptOf('chatty'))).rejects.toThrow(
      `not started: the disk of the spool (${test.spoolDirectory}) has 100 KiB free, and engine.spool.minFree asks for 1 MiB. Make room there`,
    );
    expect(await test.readEffects()).toEqual([]);
    makeRoom();
    const { ending } = await run(attemptOf('chatty'));
    expect(ending.outcome).toBe('succeeded');
  });

  it('nothing is started where its files cannot be made either', async () => {
    test = await createTestBridge({ ...test.options, minFreeBytes: 0 });
    fill();
    await expect(run(attemptOf('chatty'))).rejects.toThrow(
      /not started: nothing can be written to .*\(0 B free\)/,
    );
    expect(await test.readEffects()).toEqual([]);
  });

  it('a script that filled it has its exit code, is not lost, and the disk is named', async () => {
    const { ending } = await run(attemptOf('fill', { bytes: 64 * MEBIBYTE }));
    expect(ending.outcome).toBe('warning');
    expect(ending.error).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /finished with warnings; the disk of the spool \(.*\) .*make room there/,
      ),
    });
    expect(await test.readEffects()).toEqual(['started', 'done']);
  });

  it('a script that lost lines to it is no plain success', async () => {
    const attempt = attemptOf('fill-and-succeed', { bytes: 64 * MEBIBYTE });
    const { ending, follower } = await run(attempt);
    expect(follower.lines('stdout').length).toBeLessThan(1_000);
    expect(ending.outcome).toBe('warning');
    expect(ending.error?.message).toContain('is missing from its log');
  });

  it('a script that ended while no backend was there is not lost either', async () => {
    const attempt = attemptOf('fill-later', { bytes: 64 * MEBIBYTE });
    const owner = startOwner(test, attempt);
    await until(async () => (await test.readEffects()).length > 0);
    await owner.kill();
    await until(async () => (await test.readEffects()).includes('done'));
    await until(async () => (await readExit(filesOf(attempt))) !== undefined);
    rmSync(join(test.spoolDirectory, 'fill'));
    const { ending } = await run({ ...attempt, resumed: true });
    expect(ending).toMatchObject({
      outcome: 'warning',
      error: {
        exitCode: 2,
        message: expect.stringContaining('was full when the script ended'),
      },
    });
    expect(await test.readEffects()).toEqual(['started', 'done']);
  });

  it('a backend finds its spool again', async () => {
    const id = await identifySpool(test.spoolDirectory);
    fill();
    expect(await identifySpool(test.spoolDirectory)).toBe(id);
  });
});
