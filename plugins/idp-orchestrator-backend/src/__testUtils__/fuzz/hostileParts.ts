import fc from 'fast-check';

/** Makes a text of repeated parts, most often short and now and then as long as it may be. */
const repeated = (part: string, most: number) =>
  fc
    .oneof(
      { weight: 8, arbitrary: fc.nat(20) },
      { weight: 1, arbitrary: fc.nat(most) },
    )
    .map(times => part.repeat(times));

const NAMES = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'],
  ...['a', 'name', 'list', 'environment', 'dry_run', 'a.b', 'a/b', 'a~1b'],
  ...['', ' ', '$ref', 'ünïcode', '\u202e', '\ud800', 'a\0b', '<<', '*', '&a'],
];

export const hostileName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

export const hostilePattern = fc.oneof(
  fc.constantFrom(
    ...['^(a+)+$', '^([a-z0-9]+-?)+$', '(x+x+)+y', '^(\\w+\\s?)*$', '(a|aa)+$'],
    ...['(?=a)b', '(?<!a)b', '(a)\\1', '[a-z', '(', 'a**', '\\', '(?i)ä', '.*'],
    ...[
      'a{1000}',
      '(a{100}){100}',
      '((a?){30}){30}',
      'a{1,1000000}',
      '\\p{L}+',
    ],
  ),
  repeated('(a|b', 240),
  repeated('[a-z]{1000}', 90),
  fc.string({ maxLength: 30 }),
);

const CEL = [
  ...[
    'input.a',
    'input',
    'steps',
    'steps.a.output',
    'item',
    'run.id',
    '1',
    '"a"',
  ],
  ...['environment.name', 'input.?a.orValue(null)', '[1,2,3]', '{"a": 1}', 'x'],
  ...['input.constructor', 'input["__proto__"]', 'null', '1.0e308 * 10.0'],
  ...[
    'timestamp("x")',
    'duration("9999999999h")',
    'type(1)',
    '9223372036854775807',
  ],
];

/** Expressions of CEL, of which many cannot be read and some take long. */
export const hostileExpression: fc.Arbitrary<string> = fc.letrec<{
  any: string;
}>(tie => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...CEL),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a} + ${b}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${a} in ${b})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}.map(x, ${b})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}.filter(x, ${b})`),
    fc
      .tuple(tie('any'), hostilePattern)
      .map(([a, b]) => `string(${a}).matches(${JSON.stringify(b)})`),
    repeated("'a\\'", 2_000),
    repeated('"""', 2_000),
    repeated('{', 2_000),
    repeated('!', 2_000),
    repeated('[1].map(x, ', 60),
    repeated('\\', 5_000),
    fc.string({ unit: 'binary', maxLength: 20 }),
  ),
})).any;

/** Texts with expressions, also such that are not closed. */
export const hostileTemplate = fc.oneof(
  hostileExpression.map(expression => `\${{ ${expression} }}`),
  fc
    .tuple(hostileExpression, hostileExpression)
    .map(([a, b]) => `x \${{ ${a} }} \${{ ${b}`),
  repeated('${{ { }} ', 5_000),
  repeated("${{ '\\'", 5_000),
);

const leaf = fc.oneof(
  fc.constantFrom(null, true, -0, 1e308, 2 ** 53, -1, 1.5, '', 'a', '0s'),
  hostileTemplate,
  hostileName,
  repeated('a', 20_000),
);

/** A value of many levels, names or items. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 2, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  { weight: 2, arbitrary: fc.dictionary(hostileName, leaf, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.nat(150).map(deep) },
  {
    weight: 1,
    arbitrary: fc
      .nat(1_500)
      .map(count =>
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => [`n${n}`, n]),
        ),
      ),
  },
  { weight: 1, arbitrary: fc.nat(20_000).map(count => Array(count).fill('a')) },
);

function deep(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>(
    inner => ({ a: [inner] }),
    'a',
  );
}

type Schema = Record<string, unknown> | boolean;

const scalarSchema: fc.Arbitrary<Schema> = fc.oneof(
  fc.boolean(),
  hostilePattern.map(pattern => ({ type: 'string', pattern })),
  fc
    .constantFrom('email', 'uri', 'date', 'regex', 'password', 'none', 'uuid')
    .map(format => ({ type: 'string', format })),
  leaf.map(value => ({ type: 'string', default: value })),
  fc.array(leaf, { maxLength: 3 }).map(values => ({ enum: values })),
  fc
    .constantFrom('#', '#/definitions/a', '#/definitions/b', 'http://a/b', 'x')
    .map($ref => ({ $ref })),
  fc.constantFrom(
    ...[{ $async: true }, { $id: '#a' }, { $id: 'http://a/b' }, { type: 'x' }],
    ...[{ minimum: '1' }, { multipleOf: 0 }, { type: ['string', 'null'] }],
    ...[{ required: ['a', 'a'] }, { const: { a: 1 } }, { uniqueItems: true }],
  ),
);

/** JSON Schemas, of which many are none. */
export const hostileSchema: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema }>(
  tie => ({
    any: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalarSchema,
      fc
        .dictionary(hostileName, tie('any'), { maxKeys: 4 })
        .map(properties => ({ type: 'object', properties })),
      fc
        .tuple(
          fc.constantFrom('allOf', 'anyOf', 'oneOf'),
          fc.array(tie('any'), { maxLength: 4 }),
        )
        .map(([keyword, parts]) => ({ [keyword]: parts })),
      fc
        .tuple(
          fc.constantFrom(
            ...['items', 'not', 'additionalProperties', 'contains'],
            ...['propertyNames', 'if', 'then', 'else', 'dependencies'],
          ),
          tie('any'),
        )
        .map(([keyword, part]) => ({ [keyword]: part, uniqueItems: true })),
      fc
        .tuple(hostilePattern, tie('any'))
        .map(([name, part]) => ({ patternProperties: { [name]: part } })),
    ),
  }),
).any;
