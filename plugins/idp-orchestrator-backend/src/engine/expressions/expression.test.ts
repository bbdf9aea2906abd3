import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createExpressionContext } from './expressionContext';
import {
  evaluateCondition,
  evaluateTemplate,
  type ExpressionContext,
} from './expression';

const context: ExpressionContext = {
  input: { name: 'IDP', count: 3, on: true, list: ['a', 'b'] },
  environment: { name: 'development' },
  run: { id: 'r', dryRun: false },
  steps: {
    'platform-core': { status: 'succeeded', output: { urls: { argo: 'u' } } },
    platform_core: { status: 'succeeded', output: { urls: { argo: 'u' } } },
  },
};

describe('Expressions', () => {
  it.each([
    ['${{ input.count }}', 3],
    ['${{ input.count + 1 }}', 4],
    ['${{ size(input.list) }}', 2],
    ['${{ input.on }}', true],
    ['${{ input.list }}', ['a', 'b']],
    ['${{ steps["platform-core"].output.urls }}', { argo: 'u' }],
    ['${{ steps.platform_core.status }}', 'succeeded'],
    ['${{ input.?nothing.orValue(null) }}', null],
    ['${{ has(steps.platform_core.output.x) ? 1 : 0 }}', 0],
    ['name: ${{ input.name }}, ${{ input.count }}', 'name: IDP, 3'],
    ['no expression', 'no expression'],
    ['${{ "}" + "{" }}', '}{'],
    ['${{ "a}}b" }}', 'a}}b'],
    ["x ${{ 'it\\'s }}' }} y ${{ 1 }}", "x it's }} y 1"],
    ['${{ """a "}} b""" }}', 'a "}} b'],
    ['${{ {"a": {"b": input.count}} }}', { a: { b: 3 } }],
    ['{{ ${{ input.count }} }}', '{{ 3 }}'],
    ['${{ timestamp("2026-01-02T03:04:05Z") }}', '2026-01-02T03:04:05.000Z'],
    ['for ${{ duration("1m30s") }}', 'for 90s'],
    ['${{ [duration("1.25s")] }}', ['1.25s']],
    ['${{ input.?name }}', 'IDP'],
    ['${{ input.?nothing }}', null],
    ['${{ 5u }}', 5],
    ['${{ b"abc" }}', 'YWJj'],
  ])('%s gives %j', (template, value) => {
    expect(evaluateTemplate(template, context)).toEqual(value);
  });

  it('fail in words where they read what was masked, and read the rest', () => {
    const step = {
      ...newRunOf(flowOf([{ id: 'log-in' }])).run.steps[0],
      status: 'succeeded' as const,
      output: { token: '***', user: 'bob', list: [{ key: '***', name: 'a' }] },
      outputGaps: [
        { path: ['token'], because: 'it held a secret' },
        { path: ['list', 0, 'key'], because: 'it held a secret' },
      ],
    };
    const { run } = newRunOf(flowOf([{ id: 'log-in' }]));
    const seen = createExpressionContext({ ...run, steps: [step] });
    const read = (template: string) => evaluateTemplate(template, seen);
    expect(read('${{ steps.log_in.output.user }}')).toBe('bob');
    expect(read('${{ steps.log_in.output.list[0].name }}')).toBe('a');
    for (const path of [
      'output.token',
      'output.list[0].key',
      'output.list[0]',
      'output',
    ]) {
      expect(() => read(`x \${{ steps.log_in.${path} }}`)).toThrow(
        /steps\.log-in\.output\.\S+ cannot be read: it held a secret/,
      );
    }
    expect(() =>
      evaluateCondition('steps.log_in.output.token == "x"', seen),
    ).toThrow('cannot be read');
    // What is stored and shown stays as it is.
    expect(step.output.token).toBe('***');
  });

  it('are refused where JSON has nothing like their result', () => {
    expect(() => evaluateTemplate('${{ type(1) }}', context)).toThrow(
      /^\$\{\{ type\(1\) \}\}: expected a text, a number, .*, got /,
    );
  });

  it('that are not closed within are told as unreadable', () => {
    expect(() => evaluateTemplate("${{ it's }}", context)).toThrow(
      /^\$\{\{ it's \}\}: /,
    );
    expect(evaluateTemplate('${{ input', context)).toBe('${{ input');
  });

  it('are found in lists and maps', () => {
    expect(
      evaluateTemplate({ a: ['${{ input.name }}', 1], b: null }, context),
    ).toEqual({ a: ['IDP', 1], b: null });
  });

  it.each([
    ['${{ input.nothing }}', 'input.nothing'],
    ['${{ nothing }}', 'nothing'],
    ['${{ input.count + }}', 'input.count +'],
    ['${{ input.constructor }}', 'input.constructor'],
    ['${{ process.exit() }}', 'process.exit()'],
  ])('%s is refused, and named', (template, named) => {
    expect(() => evaluateTemplate(template, context)).toThrow(named);
  });

  it('as conditions must be true or false', () => {
    expect(evaluateCondition('${{ !input.on }}', context)).toBe(false);
    expect(evaluateCondition('input.count > 2', context)).toBe(true);
    expect(() => evaluateCondition('input.name', context)).toThrow(
      'input.name }}: expected true or false, got "IDP"',
    );
  });
});
