import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ScriptAttempt } from '../ports';
import {
  createAttempt,
  createTestBridge,
  FIXTURE_SCRIPTS,
  TestFollower,
  type TestBridge,
} from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

describe('how a script ended', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  async function end(action: string, changes: Partial<ScriptAttempt> = {}) {
    return test.bridge.run(
      createAttempt({ script: 'ending', action, ...changes }),
      new TestFollower(),
      new AbortController().signal,
    );
  }

  it('is told with exit code, its meaning, the last lines of stderr, duration and command', async () => {
    const ending = await end('code', { args: { code: 3 } });
    expect(ending).toEqual({
      usage: expect.anything(),
      outcome: 'failed',
      error: {
        message: 'exit code 3: configuration error',
        exitCode: 3,
        durationMs: expect.any(Number),
        stderrTail: Array.from(
          { length: 20 },
          (_, index) => `reason ${index + 11}`,
        ),
        command: [`${FIXTURE_SCRIPTS}/ending.sh`, 'code', '--code', '3'],
      },
    });
  });

  it('is told with what it and its children used', async () => {
    const { usage } = await end('use');
    expect(usage).toEqual({
      wallMs: expect.any(Number),
      userMs: expect.any(Number),
      systemMs: expect.any(Number),
      peakMemoryBytes: expect.any(Number),
      // Which file it was, for whoever looks for what has changed.
      scriptDigest: createHash('sha256')
        .update(await readFile(`${FIXTURE_SCRIPTS}/ending.sh`))
        .digest('hex'),
    });
    // A child counts to 200,000, and another holds 20 MB.
    expect(usage!.userMs).toBeGreaterThan(0);
    expect(usage!.peakMemoryBytes).toBeGreaterThan(15_000_000);
    expect(usage!.peakMemoryBytes).toBeLessThan(200_000_000);
  });

  it('may be a warning, if the catalog says so', async () => {
    const ending = await end('code', { args: { code: 2 } });
    expect(ending).toMatchObject({
      outcome: 'warning',
      error: { message: 'exit code 2: finished with warnings' },
    });
  });

  it('is a failure with any other exit code', async () => {
    expect(await end('code', { args: { code: 7 } })).toMatchObject({
      outcome: 'failed',
      error: { message: 'exit code 7', exitCode: 7 },
    });
  });

  it('is told when it was a signal', async () => {
    expect(await end('signal', { args: { signal: 'KILL' } })).toMatchObject({
      outcome: 'failed',
      error: { message: 'ended by SIGKILL (exit code 137)', signal: 'SIGKILL' },
    });
  });

  it('comes with what it wrote to $IDP_OUTPUT and $IDP_SUMMARY', async () => {
    expect(await end('outputs')).toEqual({
      usage: expect.anything(),
      outcome: 'succeeded',
      output: { name: 'platform=one', text: 'line 1\nline 2' },
      summary: '# Done\n',
    });
  });

  it('comes with the last JSON object that it printed', async () => {
    expect(await end('json-output')).toEqual({
      usage: expect.anything(),
      outcome: 'succeeded',
      output: { ready: true, nested: { brace: '}' }, text: '\uFFFD' },
    });
  });

  it('takes $IDP_OUTPUT before what was printed', async () => {
    expect(await end('both-outputs')).toMatchObject({ output: { a: 1, b: 2 } });
  });

  it.each([
    [
      'no-json',
      'where one JSON object was expected, is JSON that is not complete; nothing of it was taken',
    ],
    [
      'bad-output',
      '$IDP_OUTPUT line 1: expected key=value or key<<END, got what is this?',
    ],
    ['large-output', '$IDP_OUTPUT has 300005 bytes, the limit is 262144'],
  ])(
    'is a warning when its output cannot be read (%s)',
    async (action, message) => {
      const ending = await end(action);
      expect(ending.outcome).toBe('warning');
      expect(ending.error?.message).toContain(message);
    },
  );

  it('says when a script could not be started', async () => {
    const ending = await end('run', { script: 'bad-interpreter' });
    expect(ending.outcome).toBe('failed');
    expect(ending.error?.message).toMatch(
      /^The script could not be started: \/.*bad-interpreter.sh: (cannot execute|\/no\/such)/,
    );
  });
});
