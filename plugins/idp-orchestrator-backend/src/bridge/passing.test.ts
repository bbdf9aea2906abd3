import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';
import { startOwner } from './__testUtils__/startOwner';
import { AttemptFiles } from './supervisor/AttemptFiles';

jest.setTimeout(60_000);

/** Writes what reached it, each piece with a NUL behind it. */
const SCRIPT = `#!/usr/bin/env bash
for it in "$@"; do printf '%s\\0' "$it"; done > "$ARGUMENTS_FILE"
printf '%s' "\${TOKEN-none}" > "$ARGUMENTS_FILE.token"
cat > "$ARGUMENTS_FILE.stdin"
for path in "$@"; do
  [ -f "$path" ] && cp "$path" "$ARGUMENTS_FILE.file" && stat -c %a "$path" > "$ARGUMENTS_FILE.mode"
done
echo '{}'
`;

const text = { type: 'string' };
const list = { type: 'array', items: { type: 'string' } };

describe('A parameter of a script', () => {
  let folder: string;
  let test: TestBridge;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idp-passing-'));
    await writeFile(join(folder, 'it.sh'), SCRIPT);
    await chmod(join(folder, 'it.sh'), 0o755);
    const effects = await mkdtemp(join(folder, 'effects-'));
    test = await createTestBridge({
      environments: {
        development: {
          scriptsDirectory: folder,
          variables: { ARGUMENTS_FILE: join(effects, 'arguments') },
        },
      },
    });
  });
  afterEach(async () => {
    await test.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const useEntry = async (entry: object) => {
    const script = { title: 'It', script: 'it.sh', risk: 'low', ...entry };
    const catalog = {
      apiVersion: 'idp-orchestrator/v1',
      scripts: { it: script },
    };
    await writeFile(join(folder, 'catalog.yaml'), stringify(catalog));
    return test.bridge.catalog.list();
  };

  const effect = async (name: string) => {
    const { variables } = test.options.environments.development;
    return readFile(`${variables?.ARGUMENTS_FILE}${name}`, 'utf8');
  };

  const call = (changes: object) => createAttempt({ script: 'it', ...changes });

  const run = async (changes: object) => {
    const follower = new TestFollower();
    const { signal } = new AbortController();
    const ending = await test.bridge.run(call(changes), follower, signal);
    expect(ending).toMatchObject({ outcome: 'succeeded' });
    return (await effect('')).split('\0').slice(0, -1);
  };

  const refused = async (changes: object) =>
    test.bridge.plan(call(changes)).then(
      () => 'planned',
      error => error.message as string,
    );

  it('comes as it always did where the catalog says nothing of it', async () => {
    await useEntry({
      defaultAction: 'go',
      parameters: { nodePool: text, names: list, force: { type: 'boolean' } },
      actions: { go: { json: true } },
    });
    const args = { nodePool: 'a b', names: ['x', 'y'], force: true };
    expect(await run({ args })).toEqual([
      'go',
      '--node-pool',
      'a b',
      '--names',
      'x,y',
      '--force',
      '--json',
    ]);
  });

  it('may be a positional argument, of a script that takes no word for what it does', async () => {
    await useEntry({
      words: ['status', '--plain'],
      parameters: {
        name: { ...text, as: 'positional' },
        files: { ...list, as: 'positional' },
        verbose: { type: 'boolean', as: '-v' },
        color: {
          type: 'boolean',
          as: { option: '--color', off: '--no-color' },
        },
        tags: { ...list, as: { option: '--tag', list: 'repeated' } },
        format: { ...text, as: { option: '--format', equals: true } },
      },
      actions: { show: { required: ['name'] } },
    });
    const args = {
      files: ['a,b', '$(id)'],
      name: "it's",
      verbose: true,
      color: false,
      tags: ['one', 'two'],
      format: 'wide',
    };
    expect(await run({ args })).toEqual([
      'status',
      '--plain',
      '-v',
      '--no-color',
      '--tag',
      'one',
      '--tag',
      'two',
      '--format=wide',
      "it's",
      'a,b',
      '$(id)',
    ]);
  });

  it('that is positional cannot be made an option by who calls', async () => {
    const parameters = {
      name: { ...text, as: 'positional' },
      lines: { type: 'integer', as: 'positional' },
    };
    const entry = { parameters, actions: { run: { required: ['name'] } } };
    await useEntry(entry);
    expect(await refused({ args: { name: '--force' } })).toContain(
      'name: expected text that does not begin with -',
    );
    expect(await refused({ args: { name: 'a', lines: -5 } })).toBe('planned');
    await useEntry({ ...entry, words: [], endOfOptions: true });
    expect(await run({ args: { name: '--force' } })).toEqual(['--', '--force']);
  });

  it('may come by a variable, by standard input and by a file that is for the script alone', async () => {
    const { problems } = await useEntry({
      parameters: {
        token: { ...text, format: 'password', as: { variable: 'TOKEN' } },
        body: { ...text, as: 'stdin' },
        config: { ...text, as: { file: '--config' } },
      },
    });
    expect(problems).toEqual([]);
    const body = `line\n${'x'.repeat(300_000)}\n`;
    const args = { token: 'very secret', body, config: '{"a": 1}\n' };
    const plan = await test.bridge.plan(call({ args }));
    expect(plan.command.slice(1)).toEqual(['--config', '<file of config>']);
    expect(plan.beside).toEqual([
      'token by the variable TOKEN',
      'body by its standard input',
    ]);
    const [option, path] = await run({ args });
    expect(option).toBe('--config');
    expect(path).toContain('input.config');
    expect(await effect('.token')).toBe('very secret');
    expect(await effect('.stdin')).toBe(body);
    expect(await effect('.file')).toBe('{"a": 1}\n');
    expect(await effect('.mode')).toBe('600\n');
  });

  it('is not there where it is not given: nothing is read from the standard input', async () => {
    await useEntry({
      parameters: {
        token: { ...text, as: { variable: 'TOKEN' } },
        body: { ...text, as: 'stdin' },
      },
    });
    expect(await run({ args: {} })).toEqual([]);
    expect(await effect('.token')).toBe('none');
    expect(await effect('.stdin')).toBe('');
  });

  it('answers a script that asks, and ends when nothing answers', async () => {
    await writeFile(
      join(folder, 'it.sh'),
      `#!/usr/bin/env bash
set -euo pipefail
read -r -p 'Which one? ' first
read -r -p 'Sure? ' second
printf '%s\\0%s\\0' "$first" "$second" > "$ARGUMENTS_FILE"
`,
    );
    await useEntry({ parameters: { answers: { ...list, as: 'stdin' } } });
    expect(await run({ args: { answers: ['mail', 'yes'] } })).toEqual([
      'mail',
      'yes',
    ]);
  });

  it('and an action have the other names that the catalog gives them', async () => {
    await useEntry({
      parameters: { node_pool: { ...text, aliases: ['pool'] } },
      actions: { scale: { aliases: ['resize'] } },
    });
    const args = { pool: 'a' };
    expect(await run({ action: 'resize', args })).toEqual([
      'scale',
      '--node-pool',
      'a',
    ]);
    expect(await refused({ args: { pool: 'a', node_pool: 'b' } })).toContain(
      'node_pool is given twice: pool is another name of it',
    );
  });

  it('by standard input or file outlives a backend that is killed, and is gone with its attempt', async () => {
    await writeFile(
      join(folder, 'it.sh'),
      `#!/usr/bin/env bash
echo ready
until [ -e "$ARGUMENTS_FILE.go" ]; do sleep 0.05; done
cat /dev/stdin "$2" > "$ARGUMENTS_FILE.stdin"
ls -A "\${2%/*}" > "$ARGUMENTS_FILE.ls"
`,
    );
    await useEntry({
      parameters: {
        body: { ...text, format: 'password', as: 'stdin' },
        config: { ...text, as: { file: '--config' } },
      },
    });
    const body = 'typed and secret\n'.repeat(5_000);
    const attempt = call({ args: { body, config: 'from a file' } });
    const first = startOwner(test, attempt);
    await until(() => first.lines('stdout').includes('ready'));
    await first.kill();
    const { variables } = test.options.environments.development;
    await writeFile(`${variables.ARGUMENTS_FILE}.go`, '');
    const second = startOwner(test, attempt);
    await second.finished();
    expect(second.entries().at(-1)).toMatchObject({
      ending: { outcome: 'succeeded' },
    });
    expect(await effect('.stdin')).toBe(`${body}from a file`);
    const names = (await effect('.ls')).split('\n');
    expect(names).toContain('input.config');
    expect(names).not.toContain('stdin');
    const { folder: files } = new AttemptFiles(test.spoolDirectory, attempt);
    await test.bridge.forget(attempt);
    expect(existsSync(files)).toBe(false);
  });

  it('arrives as it was meant, whatever it is', async () => {
    await useEntry({
      words: [],
      parameters: {
        name: { ...text, as: 'positional' },
        rest: { ...list, as: 'positional' },
        tag: { ...list, as: { option: '-t', list: 'repeated' } },
        label: { ...list, as: { option: '--label', separator: ';' } },
        size: { ...text, as: { option: '--size', equals: true } },
        count: { type: 'integer' },
        quiet: { type: 'boolean', as: { option: '-q', off: '--loud' } },
      },
      endOfOptions: true,
      actions: { run: { required: ['name'] } },
    });
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '',
        ' ',
        "'",
        '"',
        '\\',
        '*',
        '$(id)',
        'a\nb',
        '--',
        '-x',
      ),
    );
    const given = fc.record(
      {
        name: word,
        rest: fc.array(word, { maxLength: 3 }),
        tag: fc.array(word, { maxLength: 3 }),
        label: fc.array(
          word.filter(one => !one.includes(';')),
          { maxLength: 3 },
        ),
        size: word,
        count: fc.maxSafeInteger(),
        quiet: fc.boolean(),
      },
      { requiredKeys: ['name'] },
    );
    const meant = (args: Record<string, unknown>) => {
      const { name, rest = [], ...options } = args;
      return [
        ...Object.entries(options).flatMap(([key, value]) => {
          if (key === 'tag') return (value as string[]).flatMap(t => ['-t', t]);
          if (key === 'label')
            return ['--label', (value as string[]).join(';')];
          if (key === 'size') return [`--size=${value}`];
          if (key === 'count') return ['--count', String(value)];
          return value ? ['-q'] : ['--loud'];
        }),
        '--',
        name,
        ...(rest as string[]),
      ];
    };
    await fc.assert(
      fc.asyncProperty(given, async args => {
        expect(await run({ args })).toEqual(meant(args));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      { a: { ...text, as: 'positional' }, b: { ...text, as: 'positional' } },
      { required: ['b'] },
      'b: expected a place before a, which may be absent',
    ],
    [
      { a: { ...list, as: 'positional' }, b: { ...text, as: 'positional' } },
      { required: ['a', 'b'] },
      'b: expected a place before a, which is a list',
    ],
    [
      { a: { ...text, as: '-n' }, b: { ...text, as: { option: '-n' } } },
      {},
      'told apart from a: a script gets both as -n',
    ],
    [
      { a: { ...text, as: 'stdin' }, b: { ...text, as: 'stdin' } },
      {},
      'told apart from a: a script gets both as its standard input',
    ],
    [
      { a: { ...text, as: { variable: 'KEY' } } },
      { secrets: { KEY: 'api-token' } },
      'told apart from the secret api-token',
    ],
    [
      { a: { ...text, format: 'password', as: '--token' } },
      {},
      'expected a way by which nobody else reads a secret',
    ],
    [
      { a: { ...text, as: { variable: 'LD_PRELOAD' } } },
      {},
      'expected variable to be a variable by which no caller can make programs do something else',
    ],
    [
      { a: { ...list, as: { option: '--tag', list: 'twice' } } },
      {},
      'expected list to be joined or repeated',
    ],
    [
      { a: { ...list, as: { option: '--tag', seperator: ';' } } },
      {},
      'it.parameters.a.as.seperator: expected no property of this name',
    ],
    [{ a: { ...text, as: 'sideways' } }, {}, 'expected positional, stdin,'],
    [
      { a: { ...text, aliases: ['b'] }, b: text },
      {},
      'expected a name that is not that of b already',
    ],
  ])(
    'is refused when the catalog is read: %j',
    async (parameters, action, why) => {
      const { scripts, problems } = await useEntry({
        parameters,
        actions: { go: action },
      });
      expect(scripts).toEqual([]);
      expect(problems.map(({ message }) => message).join('\n')).toContain(why);
    },
  );
});
