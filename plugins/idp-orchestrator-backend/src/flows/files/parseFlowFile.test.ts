import { describeFlowProblem } from '../ProblemLog';
import { parseFlowFile } from './parseFlowFile';

// They read files of the largest size, which takes its time on a busy machine.
jest.setTimeout(60_000);

const tell = async (text: string) =>
  (await parseFlowFile(text, 'my.yaml')).problems.map(describeFlowProblem);
const flowsOf = async (text: string) =>
  (await parseFlowFile(text, 'my.yaml')).flows.map(({ flow }) => flow);

const head = `id: my-flow
title: My flow
risk: low
`;

describe('A file of flows', () => {
  it('is a flow', async () => {
    const [flow] = await flowsOf(`${head}steps: [{ id: a, uses: script }]\n`);
    expect(flow).toMatchObject({
      id: 'my-flow',
      steps: [{ id: 'a', needs: [], onFailure: 'abort' }],
    });
  });

  it('may merge maps by <<, as YAML 1.1 has it', async () => {
    const [flow] = await flowsOf(
      `${head}steps:\n  - &a { id: a, uses: script, timeout: 1m }\n  - { <<: *a, id: b }\n`,
    );
    expect(flow.steps[1]).toMatchObject({
      id: 'b',
      uses: 'script',
      timeout: '1m',
    });
    const bad = `${head}steps:\n  - &a { id: a, uses: 1 }\n  - { <<: *a, id: b }\n`;
    expect(await tell(bad)).toEqual([
      'my.yaml:5:17: steps.0.uses: expected a text, got 1',
      'my.yaml:6:5: steps.1.uses: expected a text, got 1',
    ]);
  });

  it('may hold several, and a bad one hurts no other', async () => {
    const good = 'risk: low\ntitle: T\nsteps: [{ id: a, uses: script }]\n';
    const text = `# A comment\n---\nid: one\n${good}---\nid: TWO\n${good}---\nid: three\n${good}---\n`;
    expect((await flowsOf(text)).map(({ id }) => id)).toEqual(['one', 'three']);
    expect(await tell(text)).toEqual([
      expect.stringMatching(/^my\.yaml:8:1: id: expected lower-case/),
    ]);
  });

  it.each([
    [
      'a wrong value, at its key',
      `${head}steps:\n  - id: a\n    uses: script\n    timeout: 5 minutes\n`,
      'my.yaml:7:5: steps.0.timeout: expected a duration above zero such as 30s or 2h, at most 3650d, got "5 minutes"',
    ],
    [
      'an unknown field, at its key',
      `${head}steps:\n  - id: a\n    uses: script\n    retries: 3\n`,
      'my.yaml:7:5: steps.0.retries: expected no property of this name, got 3',
    ],
    [
      'a regular expression that needs backtracking, at its key',
      `${head}input:\n  type: object\n  properties:\n    name:\n      type: string\n      pattern: ^(?!www).*$\nsteps: [{ id: a, uses: script }]\n`,
      'my.yaml:9:7: input.properties.name.pattern: expected a regular expression of RE2, got The regular expression ^(?!www).*$ cannot be used: invalid or unsupported Perl syntax: `(?!`. Regular expressions are those of RE2',
    ],
    [
      'one in an expression, at its key',
      `${head}steps: [{ id: a, uses: script }]\noutput:\n  r: "\${{ 'a'.matches('(a)\\\\\\\\1') }}"\n`,
      "my.yaml:6:3: output.r: expected an expression in CEL, got ${{ 'a'.matches('(a)\\\\1') }}: The regular expression (a)\\1 cannot be used",
    ],
    [
      'a missing field, at what it is missing in',
      'id: my-flow\ntitle: x\nsteps: [{ id: a, uses: script }]\n',
      'my.yaml:1:1: risk: ',
    ],
    [
      'a step that is needed and missing',
      `${head}steps:\n  - { id: a, uses: script }\n  - id: b\n    uses: script\n    needs: [c]\n`,
      'my.yaml:8:5: steps.1.needs: expected one of the steps a, b, got "c"',
    ],
    [
      'an expression that cannot be read, where it is',
      `${head}steps:\n  - id: a\n    uses: script\n    with:\n      script: x\n      args:\n        first.one: '\${{ 1 + }}'\n`,
      'my.yaml:10:9: steps.0.with.args.first.one: expected an expression in CEL',
    ],
    [
      'a name that nothing has',
      `${head}steps:\n  - id: a\n    uses: script\n    if: inputs.days > 3\n`,
      'my.yaml:7:5: steps.0.if: expected an expression in CEL, got ${{ inputs.days > 3 }}: Unknown variable: inputs',
    ],
    [
      'a step of finally, in its own list',
      `${head}steps: [{ id: a, uses: script }]\nfinally:\n  - id: b\n    uses: script\n    if: 1 +\n`,
      'my.yaml:8:5: finally.0.if: expected an expression in CEL',
    ],
    [
      'an input that is no JSON Schema',
      `${head}input:\n  type: object\n  properties:\n    days: { type: number, minimum: few }\nsteps: [{ id: a, uses: script }]\n`,
      'my.yaml:7:27: input.properties.days.minimum: expected a value of type number, got "few"',
    ],
    ['broken YAML', `${head}steps: [\n`, 'my.yaml:5:1: Flow sequence'],
    [
      'a key that is there twice',
      `${head}title: Other\n`,
      'my.yaml:4:1: The key title is there twice',
    ],
    [
      'a tag that YAML does not know',
      `${head}steps: !run [{ id: a, uses: script }]\n`,
      'my.yaml:4:8: Unresolved tag: !run',
    ],
    ['a list in the place of a flow', '- a\n', 'my.yaml:1:1: (top level):'],
    [
      'an alias in itself',
      `${head}steps: &a [*a]\n`,
      'my.yaml:4:12: The alias *a',
    ],
    [
      'a map merged into itself',
      `${head}steps: &a { <<: *a }\n`,
      'The alias *a',
    ],
    ['a key that is a list', `${head}? [a]\n: 1\n`, 'Expected a text as key'],
    ['nothing', '# later\n', 'my.yaml: There is no flow in it'],
  ])('tells of %s', async (_, text, expected) => {
    expect((await tell(text))[0]).toContain(expected);
  });

  it('is refused when a few aliases make it huge', async () => {
    const bomb = [
      'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 9 },
        (__, n) =>
          `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
      ),
    ].join('\n');
    expect(await tell(bomb)).toEqual([
      'my.yaml:1:1: It has too many aliases (*name): expected at most 100, those within what they stand for included',
    ]);
  });

  it('is refused when it is nested too deeply to be read', async () => {
    expect((await tell('['.repeat(200_000)))[0]).toContain(
      'at most 100 levels',
    );
    const deep = `${head}steps: ${'['.repeat(2_000)}${']'.repeat(2_000)}\n`;
    expect((await tell(deep))[0]).toContain('at most 100 levels');
  });

  it.each([
    [
      'keys',
      Array.from({ length: 25_000 }, (_, n) => `k${n}: 1`).join('\n'),
      'at most 1,000 names in one object, got 25,000',
    ],
    ['mistakes', ' : ]\n'.repeat(50_000), 'Unexpected'],
    ['tags', '- !x a\n'.repeat(30_000), 'too many tags (!name)'],
    [
      'documents',
      '--- a\n'.repeat(40_000),
      'too many documents (---): expected at most 100',
    ],
    [
      'flows',
      Array(100).fill(`---\n${head}steps: [{ id: a, uses: b }]\n`).join(''),
      '',
    ],
    [
      'expressions that are not closed',
      `${head}steps: [{ id: a, uses: b, with: { c: "${'${{ {{ }} '.repeat(20_000)}" } }]\n`,
      'expressions',
    ],
  ])('of many %s is read in time that grows with it', async (_, text, told) => {
    const problems = await tell(text);
    expect(problems.length).toBeLessThanOrEqual(50);
    expect(problems.join('\n')).toContain(told);
  });

  it('cannot hold what the database cannot, or JSON has not', async () => {
    const withValue = (value: string) =>
      tell(`${head}steps: [{ id: a, uses: b, with: { c: ${value} } }]\n`);
    expect(await withValue('"a\\0"')).toEqual([
      expect.stringContaining('steps.0.with.c: expected text without a NUL'),
    ]);
    expect(await withValue('.nan')).toEqual([
      expect.stringContaining('expected a number that JSON has, got NaN'),
    ]);
    expect(await tell(`%YAML 1.1\n---\n${head}steps: []\n`)).toEqual([
      expect.stringContaining('Expected YAML 1.2, got %YAML 1.1'),
    ]);
  });

  it('that is longer than any is not read', async () => {
    expect(await tell('#'.repeat(300_000))).toEqual([
      expect.stringContaining(
        'It has 300000 characters; expected at most 262144',
      ),
    ]);
  });
});
