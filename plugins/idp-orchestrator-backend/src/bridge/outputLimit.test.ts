import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  API_TOKEN,
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { startOwner } from './__testUtils__/startOwner';

jest.setTimeout(120_000);

const MEBIBYTE = 1024 * 1024;
const MARK =
  /^… \[(\d+) bytes \((\d+) lines\) of stdout are left out here: more than the 1 MiB of an attempt that are kept\]$/;

describe('Output of more than is kept of an attempt', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge({ maxOutputBytes: MEBIBYTE });
  });
  afterEach(() => test.remove());

  const attemptOf = (action: string, bytes = 0) =>
    createAttempt({ script: 'meddling', action, args: { bytes } });

  const attemptEndless = () =>
    createAttempt({ script: 'meddling', action: 'endless' });

  const run = async (attempt: ReturnType<typeof attemptOf>) => {
    const follower = new TestFollower();
    const { signal } = new AbortController();
    const ending = await test.bridge.run(attempt, follower, signal);
    return { ending, follower };
  };

  const textOf = (number: number) =>
    `line ${number} of a script that does not end`;

  /** Checks that head, gap and tail are what was printed, to the byte and line. */
  function expectHeadAndTail(lines: string[], count: number) {
    const at = lines.findIndex(line => MARK.test(line));
    const head = lines.slice(0, at);
    const tail = lines.slice(at + 1);
    const [, bytes, left] = MARK.exec(lines[at]) ?? [];
    expect(head).toEqual(head.map((_, index) => textOf(index + 1)));
    const first = count - tail.length + 1;
    expect(tail).toEqual(tail.map((_, index) => textOf(first + index)));
    expect(Number(left)).toBe(count - head.length - tail.length);
    const size = (part: string[]) => Buffer.byteLength(part.join('\n')) + 1;
    const all = Array.from({ length: count }, (_, index) => textOf(index + 1));
    expect(Number(bytes)).toBe(size(all) - size(head) - size(tail));
    const kept = size(head) + size(tail);
    expect(kept).toBeLessThanOrEqual(MEBIBYTE);
    expect(kept).toBeGreaterThan(MEBIBYTE - 200);
  }

  it('has its beginning and its end in the log, and the gap in between is told in bytes and lines', async () => {
    const { ending, follower } = await run(attemptOf('much', 200_000));
    expect(ending.outcome).toBe('succeeded');
    expectHeadAndTail(follower.lines('stdout'), 200_000);
    expect(follower.lines('stderr')).toEqual(['trouble']);
  });

  it('is whole when it is just as much as is kept', async () => {
    const { follower } = await run(attemptOf('much', 23_000));
    const lines = follower.lines('stdout');
    expect(lines).toEqual(lines.map((_, index) => textOf(index + 1)));
    expect(lines).toHaveLength(23_000);
  });

  it('is limited by what the catalog says of the action', async () => {
    const { follower } = await run(attemptOf('much-of-its-own', 60_000));
    const lines = follower.lines('stdout');
    expect(lines.filter(line => line.startsWith('…'))).toEqual([
      expect.stringContaining('more than the 2 MiB of an attempt'),
    ]);
    expect(lines.length).toBeGreaterThan(40_000);
  });

  it('hides what was to be masked, also when that was said in the gap', async () => {
    const { follower } = await run(attemptOf('mask-in-the-middle', 100_000));
    expect(follower.lines('stdout').at(-1)).toBe('and *** at the end');
  });

  it('shows no half of a secret where it is cut', async () => {
    const { follower } = await run(attemptOf('secrets', 60_000));
    const lines = follower.lines('stdout').filter(line => !MARK.test(line));
    expect(lines).toEqual(lines.map(() => '***'));
    expect(lines.join('')).not.toContain(API_TOKEN.slice(0, 4));
  });

  it('is told of a single line as well', async () => {
    const { follower } = await run(attemptOf('one-line', 5 * MEBIBYTE));
    expect(follower.lines('stdout')).toEqual([
      expect.stringMatching(/^x{16384} … \[line cut, \d+ bytes in all\]$/),
      expect.stringMatching(
        /^… \[\d+ bytes \(0 lines\) of stdout are left out/,
      ),
    ]);
  });

  it('takes no more of the disk while it goes on, and is over soon after a cancel', async () => {
    const attempt = attemptEndless();
    const follower = new TestFollower();
    const cancel = new AbortController();
    const following = test.bridge.run(attempt, follower, cancel.signal);
    const { folder } = { folder: join(test.spoolDirectory, attempt.runId) };
    const stdout = join(folder, 'step', '1', 'stdout');
    const sizeOf = () => stat(stdout).catch(() => ({ size: 0, blocks: 0 }));
    await until(async () => (await sizeOf()).size > 2_000 * MEBIBYTE);
    // What came since it was looked at last is not given back yet.
    await until(async () => {
      const { size, blocks } = await sizeOf();
      return blocks * 512 < size / 2;
    });
    cancel.abort('cancel');
    expect(await following).toMatchObject({ outcome: 'cancelled' });
    const lines = follower.lines('stdout');
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
    expect(bytes).toBeLessThan(MEBIBYTE + 200);
    // The last one ends wherever it was when the script was ended.
    const line = 'this goes on and on';
    expect(lines.filter(one => !line.startsWith(one))).toEqual([
      expect.stringContaining('of stdout are left out here'),
    ]);
    expect(follower.annotations).toEqual([
      { level: 'warning', text: expect.stringContaining('maxOutput') },
    ]);
  });

  it('is gone on with by the next backend, whenever the one before dies', async () => {
    const attempt = attemptOf('much-slowly', 100_000);
    for (const kilobytes of [100, 900, 3_000]) {
      const owner = startOwner(test, attempt);
      const file = join(test.spoolDirectory, attempt.runId, 'step/1/stdout');
      await until(
        async () =>
          (await stat(file).catch(() => ({ size: 0 }))).size >
          kilobytes * 1_024,
      );
      await owner.kill();
    }
    const last = startOwner(test, attempt);
    await last.finished();
    const lines = last.lines('stdout');
    const at = lines.findIndex(line => line.startsWith('… ['));
    expect(lines.slice(0, at)).toEqual(
      lines.slice(0, at).map((_, index) => textOf(index + 1)),
    );
    const tail = lines.slice(at + 1);
    expect(tail).toEqual(
      tail.map((_, index) => textOf(100_000 - tail.length + 1 + index)),
    );
    expect(at).toBeGreaterThan(10_000);
    expect(tail.length).toBeGreaterThan(1_000);
  });
});
