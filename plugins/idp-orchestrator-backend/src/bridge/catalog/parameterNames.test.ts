import { stringify } from 'yaml';
import { parseScriptCatalog } from './readScriptCatalog';

const word = { type: 'string' };
const secret = { type: 'string', format: 'password' };

const problemsOf = async (entry: Record<string, unknown>) => {
  const script = {
    title: 'A',
    script: 'a.sh',
    defaultAction: 'go',
    risk: 'low',
    actions: { go: {} },
    ...entry,
  };
  const source = { apiVersion: 'idp-orchestrator/v1', scripts: { a: script } };
  const { scripts, problems } = await parseScriptCatalog(
    stringify(source),
    'c.yaml',
  );
  return {
    used: scripts.length,
    problems: problems.map(({ message }) => message),
  };
};

describe('Names of parameters', () => {
  it.each([
    [{ flagOn: word, flag_on: word }, 'flag_on', 'flagOn, --flag-on'],
    [
      { 'node-pool': word, nodePool: word },
      'nodePool',
      'node-pool, --node-pool',
    ],
    [{ HTTPPort: word, httpPort: word }, 'httpPort', 'HTTPPort, --http-port'],
    [
      { aToken: secret, 'a-token': secret },
      'a-token',
      'aToken, IDP_SECRET_A_TOKEN',
    ],
  ])(
    'that a script gets by one name are refused, naming both: %j',
    async (parameters, name, both) => {
      const [other, given] = both.split(', ');
      const { used, problems } = await problemsOf({ parameters });
      expect(used).toBe(0);
      expect(problems).toEqual([
        expect.stringContaining(
          `parameters.${name}: expected a name by which it is told apart from ${other}: a script gets both as ${given}, got`,
        ),
      ]);
    },
  );

  it.each([
    ['dryRun', { supportsDryRun: true }, 'the dry run (supportsDryRun)'],
    ['json', { actions: { go: { json: true } } }, 'the wish for JSON (json)'],
  ])(
    'are refused when we use the option ourselves: %s',
    async (name, how, other) => {
      const parameters = { [name]: { type: 'boolean' } };
      expect((await problemsOf({ parameters, ...how })).problems).toEqual([
        expect.stringContaining(`told apart from ${other}`),
      ]);
      expect(await problemsOf({ parameters })).toEqual({
        used: 1,
        problems: [],
      });
    },
  );

  it('may be the same for an option and a secret variable', async () => {
    const parameters = { token: secret, other: word };
    expect(await problemsOf({ parameters })).toEqual({ used: 1, problems: [] });
  });
});

describe('The time limit of a script', () => {
  it.each(['0s', '0.1ms', '99999999d', 'soon', 5])(
    'cannot be %j',
    async timeout => {
      expect((await problemsOf({ timeout })).problems).toEqual([
        `scripts.a.timeout: expected a duration above zero such as 30s or 2h, at most 3650d, got ${JSON.stringify(timeout)}`,
      ]);
    },
  );
});

describe('A script catalog', () => {
  it('may merge maps by <<', async () => {
    const text = `
apiVersion: idp-orchestrator/v1
scripts:
  a: &a { title: A, script: a.sh, defaultAction: go, risk: low, actions: { go: {} } }
  b: { <<: *a, title: B }
`;
    const { scripts, problems } = await parseScriptCatalog(text, 'c.yaml');
    expect(problems).toEqual([]);
    expect(scripts.map(({ id, title, script }) => [id, title, script])).toEqual(
      [
        ['a', 'A', 'a.sh'],
        ['b', 'B', 'a.sh'],
      ],
    );
  });

  it('may say of a script without actions what has to be given, and of all actions that take it', async () => {
    const text = `
apiVersion: idp-orchestrator/v1
scripts:
  a: { title: A, script: a.sh, risk: low, parameters: { name: { type: string } }, required: [name] }
  b:
    title: B
    script: b.sh
    risk: low
    defaultAction: list
    parameters: { name: { type: string }, force: { type: string } }
    required: [name]
    actions:
      list: { parameters: [force] }
      drop: { required: [force] }
  c: { title: C, script: c.sh, risk: low, required: [name] }
`;
    const { scripts, problems } = await parseScriptCatalog(text, 'c.yaml');
    expect(
      scripts.flatMap(({ id, actions }) =>
        actions.map(({ name, required }) => [id, name, required]),
      ),
    ).toEqual([
      ['a', 'run', ['name']],
      ['b', 'list', []],
      ['b', 'drop', ['name', 'force']],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'scripts.c.required.0: expected one of (there is none), got "name"',
    ]);
  });

  it.each([
    [
      'aliases that make it huge',
      `a: &a [1, 1]\n${Array.from({ length: 20 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *a, *a]`).join('\n')}`,
      'too many aliases',
    ],
    ['lists within lists', '['.repeat(10_000), 'at most 100 levels'],
    [
      'a key twice',
      'scripts: {}\nscripts: {}',
      'The key scripts is there twice',
    ],
    [
      'very many scripts',
      `apiVersion: idp-orchestrator/v1\nscripts:\n${Array.from({ length: 2_000 }, (_, n) => `  a${n}: {}`).join('\n')}`,
      'scripts: expected at most 1,000 scripts, got 2000',
    ],
    ['nothing', '', 'Expected one document, got 0'],
    ['two documents', 'a: 1\n---\nb: 1', 'Expected one document, got 2'],
  ])('with %s is told, and not thrown', async (_, text, told) => {
    const { scripts, problems } = await parseScriptCatalog(text, 'c.yaml');
    expect(scripts).toEqual([]);
    expect(problems[0].message).toContain(told);
  });
});
