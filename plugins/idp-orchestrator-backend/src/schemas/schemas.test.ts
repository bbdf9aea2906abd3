import { compileSchema } from './compileSchema';
import { compilePattern } from './linearPattern';
import { listSizeProblems } from './listSizeProblems';
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
    ['a{1000}{1000}', 'too many states'],
    ['a{2}{600}', 'repetition'],
    ['x'.repeat(1_001), 'at most 1000 characters'],
    [`(${'b'.repeat(900)}){1000}`, 'at most 10,000, got some 902,000'],
    ['[a-z]{1000}'.repeat(20), 'at most 10,000, got some 20,000'],
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

const takes = (schema: object, value: unknown) =>
  compileSchema(schema)(value).length === 0;
const repeat = (count: number, make: (index: number) => object) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`n${index}`, make(index)]),
  );

describe('The validator', () => {
  const twice = (to: string) => ({ allOf: [{ $ref: to }, { $ref: to }] });

  it.each([
    [
      'whose branches double',
      {
        definitions: {
          ...repeat(30, index =>
            index === 0
              ? { type: 'string' }
              : twice(`#/definitions/n${index - 1}`),
          ),
        },
        ...twice('#/definitions/n29'),
      },
      'a',
    ],
    [
      'that doubles at each level of the value',
      { properties: { a: twice('#') } },
      JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`),
    ],
    [
      'that looks at each item in a hundred ways',
      { items: { anyOf: Object.values(repeat(100, one => ({ const: one }))) } },
      Array.from({ length: 10_000 }, () => 'x'),
    ],
  ])('refuses in steps that are counted a schema %s', (_, schema, value) => {
    const check = compileSchema(schema);
    for (const _again of [1, 2]) {
      expect(() => check(value)).toThrow('takes more than 200,000 steps');
    }
  });

  it('takes texts in formats up to a length that is looked through at once', () => {
    const schema = { format: 'email' };
    expect(takes(schema, 'a@example.org')).toBe(true);
    expect(takes(schema, `${'a'.repeat(5_000)}@example.org`)).toBe(false);
    expect(takes({ format: 'password' }, 'a'.repeat(5_000))).toBe(true);
    expect(takes({ format: 'int32' }, 5)).toBe(true);
    expect(takes({ format: 'int32' }, 2 ** 40)).toBe(false);
  });

  it('refuses $async, by which it would take everything', () => {
    expect(() => compileSchema({ $async: true, type: 'object' })).toThrow(
      '$async is not supported',
    );
  });

  it('reads schemas of one $id', () => {
    const $id = 'https://example.org/a';
    expect(takes({ $id, type: 'string' }, 'a')).toBe(true);
    expect(takes({ $id, type: 'number' }, 'a')).toBe(false);
  });

  it('keeps nothing of one schema for the next', () => {
    const part = (type: string) => ({
      definitions: { part: { type } },
      properties: { a: { $ref: '#/definitions/part' } },
    });
    const [text, number] = [part('string'), part('number')].map(compileSchema);
    expect([text({ a: 'x' }), number({ a: 1 })]).toEqual([[], []]);
    expect([text({ a: 1 }), number({ a: 'x' })]).toEqual([
      [expect.objectContaining({ keyword: 'type' })],
      [expect.objectContaining({ keyword: 'type' })],
    ]);
    const changed = { type: 'string' };
    compileSchema(changed);
    changed.type = 'number';
    expect(compileSchema(changed)(1)).toEqual([]);
    expect(() => compileSchema({ $ref: '#/definitions/none' })).toThrow();
    for (let more = 0; more < 250; more += 1) {
      expect(compileSchema({ type: 'string', maxLength: more })('')).toEqual(
        [],
      );
    }
  });

  it('answers where a pattern or the names of properties would take for ever', () => {
    const text = `${'a'.repeat(50_000)}!`;
    expect(takes({ pattern: '^(a+)+$' }, text)).toBe(false);
    const schema = {
      patternProperties: { '^(a+)+$': { type: 'number' } },
      propertyNames: { pattern: '^([a-z]+!?)+$' },
    };
    expect(takes(schema, { [text]: 'x' })).toBe(true);
    expect(takes(schema, { aa: 'x' })).toBe(false);
    expect(takes(schema, { 'a-b': 'x' })).toBe(false);
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
    expect(takes({ uniqueItems: true }, items)).toBe(isUnique);
    expect(takes({ uniqueItems: false }, items)).toBe(true);
  });

  it('looks at each of many items once', () => {
    const items = Array.from({ length: 150_000 }, (_, index) => [index]);
    expect(takes({ uniqueItems: true }, items)).toBe(true);
    items.push([7]);
    expect(takes({ uniqueItems: true }, items)).toBe(false);
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

describe('A schema that is too large', () => {
  const deep = JSON.parse(`${'{"not":'.repeat(60)}{}${'}'.repeat(60)}`);

  it.each([
    ['parts', { properties: repeat(501, () => ({})) }, '500 schemas in it'],
    ['values', { enum: Array(10_001).fill(1) }, '10,000 names and values'],
    ['levels', deep, '50 levels'],
    [
      'states',
      { properties: repeat(30, () => ({ pattern: 'a{1000}' })) },
      '20,000 states of its regular expressions',
    ],
  ])('by its %s is told so', (_, schema, most) => {
    expect(listSizeProblems(schema, 'input')).toEqual([
      {
        path: 'input',
        expected: expect.stringContaining(`a schema of at most ${most}`),
        got: 'one of more',
      },
    ]);
  });

  it('is not one that has a form of 100 fields', () => {
    const field = { type: 'string', title: 'T', pattern: '^[a-z]{1,63}$' };
    const schema = { type: 'object', properties: repeat(100, () => field) };
    expect(listSizeProblems(schema, 'input')).toEqual([]);
  });
});
