import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptAttempt } from '../ports';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { FIXTURE_SCRIPTS } from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

describe('createScriptBridge', () => {
  let test: TestBridge;

  beforeEach(async () => {
    process.env.PASSED_THROUGH = 'passed';
    process.env.NODE_OPTIONS_OF_NOBODY = 'leaked';
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  async function run(changes: Partial<ScriptAttempt>) {
    const follower = new TestFollower();
    const attempt = createAttempt(changes);
    const { signal } = new AbortController();
    const ending = await test.bridge.run(attempt, follower, signal);
    return { ending, follower, attempt };
  }

  async function readArguments(): Promise<string[]> {
    return (await readFile(test.argumentsFile, 'utf8'))
      .split('\0')
      .slice(0, -1);
  }

  it('runs a script and tells both of its streams', async () => {
    const { ending, follower } = await run({ script: 'speaking' });
    expect(ending).toEqual({
      outcome: 'succeeded',
      usage: expect.objectContaining({ wallMs: expect.any(Number) }),
    });
    expect(follower.lines('stdout')).toEqual(['hello']);
    expect(follower.lines('stderr')).toEqual(['trouble']);
    expect(follower.adoptions).toBe(0);
  });

  it.each([
    'a"b',
    '$(touch pwned)',
    '; rm -rf /nothing',
    'two\nlines\n',
    '--flag',
    '',
    "it's `date` \\ * ~ $HOME",
    'x'.repeat(100 * 1024),
  ])('hands over %j as one argument', async text => {
    const { ending } = await run({ script: 'arguments', args: { text } });
    expect(ending.outcome).toBe('succeeded');
    expect(await readArguments()).toEqual([
      'show',
      '--text',
      text,
      '--size',
      'small',
    ]);
    await expect(stat(join(FIXTURE_SCRIPTS, 'pwned'))).rejects.toThrow(
      'ENOENT',
    );
  });

  it('writes options as people type them', async () => {
    await run({
      script: 'arguments',
      args: { other_text: 'a', names: ['one', 'two'], force: true, count: 3 },
      dryRun: true,
    });
    expect(await readArguments()).toEqual([
      'show',
      '--other-text',
      'a',
      '--names',
      'one,two',
      '--force',
      '--count',
      '3',
      '--size',
      'small',
      '--dry-run',
    ]);
    await run({ script: 'arguments', args: { force: false } });
    expect(await readArguments()).toEqual(['show', '--size', 'small']);
  });

  it('names every problem of the arguments at once, and starts nothing', async () => {
    const args = {
      txt: 'typo',
      size: 'huge',
      count: 'three',
      names: ['a,b'],
      text: 'NUL \0',
    };
    const attempt = createAttempt({ script: 'arguments', args });
    const error = await test.bridge.plan(attempt).catch(thrown => thrown);
    expect(error.name).toBe('InputError');
    for (const part of [
      'txt: expected a known name, got an unknown one. Did you mean text',
      'size: expected one of small, large, got "huge"',
      'count: expected a value of type integer, got "three"',
      'names.0: expected text without a comma, got "a,b"',
      'text: expected text without NUL bytes',
    ]) {
      expect(error.message).toContain(part);
    }
    await expect(
      test.bridge.plan({ ...attempt, action: 'json', args: {} }),
    ).rejects.toThrow('text: expected a value, got nothing');
    await expect(readArguments()).rejects.toThrow('ENOENT');
  });

  it('writes whole numbers without an exponent', async () => {
    const { command } = await test.bridge.plan(
      createAttempt({
        script: 'speaking',
        action: 'noisy',
        args: { lines: 1e21 },
      }),
    );
    expect(command.slice(-2)).toEqual(['--lines', '1000000000000000000000']);
  });

  it('refuses what is too long for a process', async () => {
    const call = createAttempt({ script: 'arguments' });
    await expect(
      test.bridge.plan({ ...call, args: { text: 'x'.repeat(128 * 1024) } }),
    ).rejects.toThrow('text: expected at most 131071 bytes, got 131072 bytes');
  });

  it('plans without starting anything', async () => {
    const plan = await test.bridge.plan(
      createAttempt({
        script: 'arguments',
        args: { text: 'a b' },
        dryRun: true,
      }),
    );
    expect(plan).toEqual({
      command: [
        join(FIXTURE_SCRIPTS, 'arguments.sh'),
        'show',
        '--text',
        'a b',
        '--size',
        'small',
        '--dry-run',
      ],
      supportsDryRun: true,
      readOnly: false,
      risk: 'low',
      title: 'Arguments: Show',
      timeoutMs: 300_000,
    });
    await expect(readArguments()).rejects.toThrow('ENOENT');
  });

  it('never starts a script in a dry run that it does not support', async () => {
    const call = { script: 'arguments', action: 'no-dry-run', dryRun: true };
    await expect(run(call)).rejects.toThrow(
      'does not declare that it supports',
    );
    expect(await test.bridge.plan(createAttempt(call))).toMatchObject({
      supportsDryRun: false,
    });
    await expect(readArguments()).rejects.toThrow('ENOENT');
  });

  it.each([
    ['argument', 'NotFoundError', 'Did you mean arguments'],
    ['../../../package.json', 'NotFoundError', 'lists no script'],
    ['/bin/true', 'NotFoundError', 'lists no script'],
    ['leads-out', 'NotAllowedError', 'outside of its scripts directory'],
    ['not-executable', 'NotAllowedError', 'chmod +x'],
    ['a-folder', 'NotAllowedError', 'not a regular file'],
    ['missing', 'NotFoundError', 'missing.sh'],
  ])('refuses script %s by name', async (script, name, message) => {
    const error = await run({ script }).catch(thrown => thrown);
    expect(error.name).toBe(name);
    expect(error.message).toContain(message);
  });

  it('names the actions and environments that exist', async () => {
    await expect(run({ script: 'ending', action: 'sucseed' })).rejects.toThrow(
      'Did you mean succeed?',
    );
    await expect(run({ environment: 'moon' })).rejects.toThrow(
      'There is no environment moon. There are: development.',
    );
  });

  it('shows a script only the environment that is listed', async () => {
    const { follower, attempt } = await run({ script: 'environment' });
    const [folder, ...lines] = follower.lines('stdout');
    const environment = new Map(
      lines.map(line => [
        line.split('=')[0],
        line.slice(line.indexOf('=') + 1),
      ]),
    );
    expect(folder).toBe(FIXTURE_SCRIPTS);
    expect(Object.fromEntries(environment)).toMatchObject({
      PATH: process.env.PATH,
      PASSED_THROUGH: 'passed',
      EFFECT_FILE: test.effectFile,
      API_TOKEN: '***',
      IDP_RUN_ID: attempt.runId,
      IDP_STEP_ID: 'step',
      IDP_ATTEMPT: '1',
      IDP_ENVIRONMENT: 'development',
      IDP_DRY_RUN: 'false',
      IDP_IDEMPOTENCY_KEY: `${attempt.runId}/step`,
    });
    const allowed =
      /^(PATH|HOME|LANG|LC_[A-Z]+|TZ|TMPDIR|USER|LOGNAME|PWD|OLDPWD|SHLVL|_|PASSED_THROUGH|EFFECT_FILE|ARGUMENTS_FILE|API_TOKEN|IDP_[A-Z_]+)$/;
    expect([...environment.keys()].filter(key => !allowed.test(key))).toEqual(
      [],
    );
  });

  it('says which secret is missing', async () => {
    const bare = await createTestBridge({ secrets: { 'api-tokens': 'value' } });
    const error = await bare.bridge
      .run(
        createAttempt({ script: 'environment' }),
        new TestFollower(),
        new AbortController().signal,
      )
      .catch(thrown => thrown);
    expect(error.message).toContain('needs the secret api-token as API_TOKEN');
    expect(error.message).toContain('Did you mean api-tokens?');
    await bare.remove();
  });

  it('keeps its files to itself, and removes them when asked', async () => {
    const { attempt } = await run({ script: 'speaking' });
    const folder = join(test.spoolDirectory, attempt.runId, 'step', '1');
    const mode = async (path: string) => (await stat(path)).mode % 0o1000;
    expect(await mode(folder)).toBe(0o700);
    for (const file of [
      'stdout',
      'exit',
      'identity.1',
      'output',
      'launch.json',
    ]) {
      expect(await mode(join(folder, file))).toBe(0o600);
    }
    await test.bridge.forget(attempt);
    await expect(
      stat(join(test.spoolDirectory, attempt.runId)),
    ).rejects.toThrow('ENOENT');
    await expect(
      test.bridge.forget({ ...attempt, runId: '..' }),
    ).rejects.toThrow('cannot name');
  });

  it('runs many at a time, each with its own output', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        run({ script: 'speaking', action: 'noisy', args: { lines: 2_000 } }),
      ),
    );
    for (const { ending, follower } of all) {
      expect(ending.outcome).toBe('succeeded');
      expect(follower.lines('stdout')).toHaveLength(2_000);
    }
  });
});
