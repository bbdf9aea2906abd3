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
  ])('%s gives %j', (template, value) => {
    expect(evaluateTemplate(template, context)).toEqual(value);
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
