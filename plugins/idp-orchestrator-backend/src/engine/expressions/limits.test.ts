import { findTemplates } from './templates';
import { checkExpression, evaluateTemplate } from './expression';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

const context = {
  input: {
    long: numbers(40_000),
    other: numbers(40_000).map(number => number + 40_000),
    some: numbers(25_000),
    list: numbers(1_000),
    nested: numbers(1_000).map(number => ({ number, tags: ['a', 'b'] })),
    text: `${'a'.repeat(500_000)}b`,
    digits: '1'.repeat(100_000),
    names: numbers(1_000).map(number => `service-${number}`),
  },
  environment: { name: 'development' },
  run: { id: 'r', dryRun: false },
  steps: {},
};

const evaluate = (expression: string) =>
  evaluateTemplate(`\${{ ${expression} }}`, context);

describe('The budget of expressions', () => {
  it.each([
    'input.long.filter(x, x in input.other)',
    'input.long.all(x, !(x in input.other))',
    'input.long.exists(x, x in input.other) || true',
    'input.list.map(x, input.list.map(y, x * y))',
    'input.list.all(x, x in input.list.filter(y, y < 1000))',
    'input.list.map(x, input.list.exists(y, y > 5000))',
    'input.list.map(x, input.text + "x")',
    'input.list.map(x, input.text)',
    'input.list.map(x, input.nested == input.nested.map(n, n))',
    'cel.bind(a, input.long + input.long, cel.bind(b, a + a, cel.bind(c, b + b, c + c)))',
    'cel.bind(a, input.text + input.text, cel.bind(b, a + a, cel.bind(c, b + b, c + c)))',
    'input.text.split("")',
    'input.text.contains(input.text.substring(1, 250000) + "c")',
    'input.text.lastIndexOf("b" + input.text.substring(1, 250000))',
    'input.list.map(x, input.names.join(input.text))',
    'input.list.map(x, string(x)).filter(x, "abc".matches("^(a|b|c)" + x))',
    'input.list.map(x, timestamp("2026-01-01T00:00:00Z").getHours("Europe/Berlin"))',
    'input.list.map(x, input.text.matches("^(a+)+$"))',
  ])('refuses %s, naming it and what to do', expression => {
    expect(() => evaluate(expression)).toThrow(
      `\${{ ${expression} }}: it takes more than 200,000 steps. Make its lists and texts shorter`,
    );
  });

  it('refuses a duration that is none for its length', () => {
    expect(() => evaluate('duration(input.digits)')).toThrow(
      'duration() takes a text of at most 64 characters, got 100000',
    );
  });

  it.each([
    ['size(input.some.filter(x, x > 5))', 24_994],
    ['size(input.list.filter(x, x % 2 == 0 || x in [1, 3, 5]))', 503],
    ['input.names.filter(x, x.matches("^service-99.$")).size()', 10],
    ['input.nested.filter(x, "a" in x.tags && x.number < 5).size()', 5],
    ['input.names.join(",").size()', 11_889],
    ['input.text.matches("^a+b$")', true],
    ['input.text.contains("b")', true],
    ['input.nested == input.nested.map(n, n)', true],
    ['timestamp("2026-07-01T00:00:00Z").getHours("Europe/Berlin")', 2],
  ])('%s fits', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  it('hands on a whole input', () => {
    expect(evaluate('input.long')).toHaveLength(40_000);
    expect(evaluate('input')).toEqual(context.input);
  });

  it('is one for all expressions of a value', () => {
    const most = '${{ input.some.filter(x, x > 5).size() }}';
    expect(evaluateTemplate([most], context)).toEqual([24_994]);
    expect(() => evaluateTemplate([most, most], context)).toThrow(
      '200,000 steps',
    );
  });

  it('is the same each time', () => {
    const expression = 'input.list.all(x, x in input.long)';
    for (const _ of [1, 2, 3]) {
      expect(() => evaluate(expression)).toThrow('200,000 steps');
    }
  });
});

describe('Expressions', () => {
  it('match regular expressions that take others for ever', () => {
    const text = `'${'a'.repeat(40)}b'`;
    expect(evaluate(`${text}.matches('^(a+)+$')`)).toBe(false);
  });

  it.each([
    [
      "input.name.matches('(a)\\\\1')",
      'without lookahead, lookbehind and back',
    ],
    ["input.names.filter(x, x.matches('[a'))", 'missing closing ]'],
    ['1'.concat('+1'.repeat(1_500)), 'Exceeded maxAstNodes (2000)'],
    ['('.repeat(150).concat('1', ')'.repeat(150)), 'Exceeded maxDepth (100)'],
  ])('%.60s are refused when a flow is loaded', (expression, why) => {
    expect(() => checkExpression(expression)).toThrow(why);
  });

  it('as long as they may be are evaluated', () => {
    expect(evaluate('1'.concat('+1'.repeat(990)))).toBe(991);
  });

  it('say what they miss where a regular expression looks at no text', () => {
    expect(() => evaluate("input.list.matches('a')")).toThrow(
      "found no matching overload for 'list.matches(string)'",
    );
  });
});

describe('Texts with expressions', () => {
  it.each([
    ['quotes that are escaped', `\${{ '${"\\'".repeat(100_000)}`],
    ['backslashes', `\${{ '''${'\\'.repeat(100_000)}`],
    ['quotes', `\${{ ${`'a'"`.repeat(50_000)}`],
    ['lines of one quote', `\${{ ${`"\n'''`.repeat(50_000)}`],
    ['braces', '${{ { }} '.repeat(30_000)],
    ['starts', '${{ {'.repeat(40_000)],
  ])('are read to their end where %s are not closed', (_, text) => {
    const found = findTemplates(text);
    expect(found.every(({ expression }) => !expression.includes('}}'))).toBe(
      true,
    );
  });

  it('end where the first is not closed in its own way, each at the next }}', () => {
    const found = findTemplates('a ${{ { }} b ${{ 1 }} c ${{ "}}" }}');
    expect(found.map(({ expression }) => expression)).toEqual([
      ' { ',
      ' 1 ',
      ' "',
    ]);
  });
});
