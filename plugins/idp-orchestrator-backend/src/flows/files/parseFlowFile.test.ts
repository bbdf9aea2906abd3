import { describeFlowProblem } from '../ProblemLog';
import { parseFlowFile } from './parseFlowFile';

const tell = (text: string) =>
  parseFlowFile(text, 'my.yaml').problems.map(describeFlowProblem);
const flowsOf = (text: string) =>
  parseFlowFile(text, 'my.yaml').flows.map(({ flow }) => flow);

const head = `id: my-flow
title: My flow
risk: low
`;

describe('A file of flows', () => {
  it('is a flow', () => {
    const [flow] = flowsOf(`${head}steps: [{ id: a, uses: script }]\n`);
    expect(flow).toMatchObject({
      id: 'my-flow',
      steps: [{ id: 'a', needs: [], onFailure: 'abort' }],
    });
  });

  it('may merge maps by <<, as YAML 1.1 has it', () => {
    const [flow] = flowsOf(
      `${head}steps:\n  - &a { id: a, uses: script, timeout: 1m }\n  - { <<: *a, id: b }\n`,
    );
    expect(flow.steps[1]).toMatchObject({
      id: 'b',
      uses: 'script',
      timeout: '1m',
    });
    const bad = `${head}steps:\n  - &a { id: a, uses: 1 }\n  - { <<: *a, id: b }\n`;
    expect(tell(bad)).toEqual([
      'my.yaml:5:17: steps.0.uses: expected a text, got 1',
      'my.yaml:6:5: steps.1.uses: expected a text, got 1',
    ]);
  });

  it('may hold several, and a bad one hurts no other', () => {
    const good = 'risk: low\ntitle: T\nsteps: [{ id: a, uses: script }]\n';
    const text = `# A comment\n---\nid: one\n${good}---\nid: TWO\n${good}---\nid: three\n${good}---\n`;
    expect(flowsOf(text).map(({ id }) => id)).toEqual(['one', 'three']);
    expect(tell(text)).toEqual([
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
      'my.yaml:4:1: Map keys must be unique',
    ],
    [
      'a tag that YAML does not know',
      `${head}steps: !run [{ id: a, uses: script }]\n`,
      'my.yaml:4:8: Unresolved tag: !run',
    ],
    ['a list in the place of a flow', '- a\n', 'my.yaml:1:1: (top level):'],
    ['nothing', '# later\n', 'my.yaml: There is no flow in it'],
  ])('tells of %s', (_, text, expected) => {
    expect(tell(text)[0]).toContain(expected);
  });

  it('is refused when a few aliases make it huge', () => {
    const bomb = [
      'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 9 },
        (__, n) =>
          `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
      ),
    ].join('\n');
    expect(tell(bomb)).toEqual([
      'my.yaml:1:1: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  it('is refused when it is nested too deeply to be read', () => {
    expect(tell('['.repeat(200_000))[0]).toContain('Maximum call stack');
  });
});
