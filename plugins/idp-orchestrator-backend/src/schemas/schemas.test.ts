import { createAjv } from './createAjv';
import { compilePattern } from './linearPattern';
import { listPatternProblems } from './listPatternProblems';

describe('Regular expressions', () => {
  it.each([
    ['^(a+)+$', `${'a'.repeat(1_000_000)}b`],
    ['^([a-z0-9]+-?)+$', `${'a'.repeat(1_000_000)}!`],
    ['(x+x+)+y', 'x'.repeat(1_000_000)],
    ['^(\\w+\\s?)*$', `${'a'.repeat(100_000)}!`],
  ])('%s, which takes others for ever, is answered', (pattern, text) => {
    expect(compilePattern(pattern).test(text)).toBe(false);
  });

  it.each([
    ['^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$', 'my-name', true],
    ['^\\d+$', '12\n', false],
    ['^\\p{L}+$', 'é', true],
    ['^\\u00e9$', 'é', true],
    ['^.$', '😀', true],
    ['^(?<year>\\d{4})-\\d{2}$', '2026-01', true],
    ['b', 'abc', true],
  ])('%s of %j is %j, as in JavaScript', (pattern, text, matches) => {
    expect(compilePattern(pattern).test(text)).toBe(matches);
    expect(new RegExp(pattern, 'u').test(text)).toBe(matches);
  });

  it.each([
    ['^(?=a)b', '(?='],
    ['(a)\\1', '\\1'],
    ['[a-z', 'missing closing ]'],
    ['a{1000}{1000}', 'repetition'],
    ['x'.repeat(1_001), 'at most 1000 characters'],
  ])('%.20s is refused, saying why', (pattern, why) => {
    expect(() => compilePattern(pattern)).toThrow(why);
  });

  it('of many states do not look at long texts', () => {
    const states = `^(${'(a|b)'.repeat(150)})*$`;
    expect(() => compilePattern(states).test('ab'.repeat(400_000))).toThrow(
      /A text of 800000 characters is too long for .* Limit its length/,
    );
  });
});

describe('The validator', () => {
  it('answers where a pattern or the names of properties would take for ever', () => {
    const ajv = createAjv();
    const text = `${'a'.repeat(50_000)}!`;
    expect(ajv.validate({ pattern: '^(a+)+$' }, text)).toBe(false);
    const schema = {
      patternProperties: { '^(a+)+$': { type: 'number' } },
      propertyNames: { pattern: '^([a-z]+!?)+$' },
    };
    expect(ajv.validate(schema, { [text]: 'x' })).toBe(true);
    expect(ajv.validate(schema, { aa: 'x' })).toBe(false);
    expect(ajv.validate(schema, { 'a-b': 'x' })).toBe(false);
  });

  it.each([
    [[1, '1', true, null, [1], { a: 1 }], true],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      false,
    ],
    [[[1], [1]], false],
    [['a', 'b', 'a'], false],
  ])('tells of %j whether its items are unique: %j', (items, isUnique) => {
    expect(createAjv().validate({ uniqueItems: true }, items)).toBe(isUnique);
    expect(createAjv().validate({ uniqueItems: false }, items)).toBe(true);
  });

  it('looks at each of many items once', () => {
    const items = Array.from({ length: 150_000 }, (_, index) => [index]);
    expect(createAjv().validate({ uniqueItems: true }, items)).toBe(true);
    items.push([7]);
    expect(createAjv().validate({ uniqueItems: true }, items)).toBe(false);
  });
});

describe('Patterns of a schema that cannot be used', () => {
  it('are listed at their places', () => {
    const schema = {
      properties: {
        pattern: { type: 'string', pattern: '(a)\\1' },
        list: { items: { anyOf: [{ pattern: '^ok$' }, { pattern: '(?!a)' }] } },
        free: { default: { pattern: '(?!a)' } },
      },
      patternProperties: { '(?<!a)b\\1': {} },
    };
    expect(
      listPatternProblems(schema, 'input').map(({ path }) => path),
    ).toEqual([
      'input.properties.pattern.pattern',
      'input.properties.list.items.anyOf.1.pattern',
      'input.patternProperties',
    ]);
  });
});
