import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptEnding } from '../ports';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  type TestBridge,
} from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

const CATALOG = `apiVersion: idp-orchestrator/v1
scripts:
  broken:
    title: Broken
    description: Ends badly.
    script: broken.sh
    defaultAction: run
    risk: low
    timeout: 5s
    secrets: { API_TOKEN: api-token }
    actions:
      run: {}
`;

describe('A script that fails', () => {
  let folder: string;
  let test: TestBridge;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idp-broken-'));
    await writeFile(join(folder, 'catalog.yaml'), CATALOG);
    test = await createTestBridge({
      environments: {
        development: { scriptsDirectory: folder, variables: {} },
      },
    });
  });
  afterEach(async () => {
    await test.remove();
    await rm(folder, { recursive: true });
  });

  async function errorOf(text: string, mode = 0o755) {
    const path = join(folder, 'broken.sh');
    await writeFile(path, text);
    await chmod(path, mode);
    const ending: ScriptEnding = await test.bridge.run(
      createAttempt({ script: 'broken' }),
      new TestFollower(),
      new AbortController().signal,
    );
    return ending.error!;
  }
  const bash = (...lines: string[]) =>
    errorOf(['#!/usr/bin/env bash', ...lines, ''].join('\n'));

  it('tells the last lines of stdout where it wrote none to stderr, masked', async () => {
    const error = await bash(
      'for n in {1..30}; do echo "line $n"; done',
      'echo "::progress::50"',
      'echo "the token is $API_TOKEN"',
      'echo " " >&2',
      'exit 1',
    );
    expect(error.stdoutTail).toHaveLength(20);
    expect(error.stdoutTail!.slice(-2)).toEqual([
      'line 30',
      'the token is ***',
    ]);
    expect(error.stderrTail).toBeUndefined();
    expect(error.hint).toBeUndefined();
  });

  it('tells those of stderr where there are any', async () => {
    const error = await bash('echo out', 'echo err >&2', 'exit 1');
    expect(error.stderrTail).toEqual(['err']);
    expect(error.stdoutTail).toBeUndefined();
  });

  it.each<[string, string[], RegExp]>([
    [
      'a command that is missing',
      ['no-such-command --now'],
      /no-such-command.* is not found.*PATH/,
    ],
    [
      'a command that is missing, behind other lines',
      ['echo "something else: fine" >&2', 'exit 127'],
      /A command is not found.*PATH/,
    ],
    [
      'a file that cannot be executed',
      ['echo hello > "$TMPDIR/broken-$$"', '"$TMPDIR/broken-$$"'],
      /cannot be executed.*chmod \+x/,
    ],
    ['being killed', ['kill -s KILL $$'], /memory/],
    [
      'a permission that it lacks',
      ['echo "cat: /etc/secret: Permission denied" >&2', 'exit 1'],
      /\/etc\/secret.*account/,
    ],
    [
      'a permission that it lacks, said on stdout',
      ['echo "open /var/run/docker.sock: permission denied"', 'exit 1'],
      /\/var\/run\/docker\.sock.*account/,
    ],
    [
      'a question without a line feed',
      ['printf "Delete everything? [y/N] "', 'read -r answer || exit 1'],
      /asks for input.*as: stdin/,
    ],
    [
      'a question that ends in a colon, on stderr',
      ['printf "Password: " >&2', 'read -r answer || exit 1'],
      /asks for input.*as: stdin/,
    ],
    [
      'a read at the end of the input, in Python',
      ['echo "EOFError: EOF when reading a line" >&2', 'exit 1'],
      /asks for input.*as: stdin/,
    ],
    [
      'a terminal that there is none of',
      [
        'echo "sudo: a terminal is required to read the password" >&2',
        'exit 1',
      ],
      /asks for input.*as: stdin/,
    ],
    [
      'nothing that it said',
      ['set -e', 'read -rp "Sure? " answer'],
      /said nothing.*no input.*set -x/,
    ],
    [
      'line ends of Windows',
      ['if true; then\r', '  exit 1\r', 'fi\r'],
      /line ends of Windows.*sed/,
    ],
    [
      'a command that ends in a carriage return',
      ['sleep 0\r', "printf '\\r' >/dev/null", 'false\r'],
      /line ends of Windows.*sed/,
    ],
  ])('has a hint for %s', async (_, lines, hint) => {
    expect((await bash(...lines)).hint).toMatch(hint);
  });

  it('is not started where its first line ends as on Windows', async () => {
    await expect(errorOf('#!/bin/bash\r\nexit 0\r\n')).rejects.toThrow(
      /line ends of Windows.*sed/,
    );
  });

  it('has a hint where its interpreter is missing', async () => {
    const error = await errorOf('#!/no/such/interpreter\n');
    expect(error.hint).toMatch(/The interpreter that its first line/);
  });

  it('has none where the bridge itself ended it', async () => {
    const error = await bash('trap "" TERM', 'echo waiting', 'sleep 60');
    expect(error.message).toContain('timed out');
    expect(error.stdoutTail).toEqual(['waiting']);
    expect(error.hint).toBeUndefined();
  });
});
