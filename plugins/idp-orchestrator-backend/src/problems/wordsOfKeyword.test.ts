import { describeProblems } from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { jsonSchemaProblems } from './jsonSchemaProblems';

/** A schema and a value that each keyword refuses, and the words for it. */
const CASES: Record<string, [object | boolean, unknown, string]> = {
  type: [{ type: 'string' }, 1, 'a value of type string, got 1'],
  nullable: [
    { type: 'string', nullable: true },
    1,
    'a value of type string, got 1',
  ],
  enum: [{ enum: ['a', null] }, 1, 'one of a, null, got 1'],
  const: [{ const: 'a' }, 1, 'a, got 1'],
  required: [{ required: ['Name'] }, {}, 'a value, got nothing'],
  additionalProperties: [
    { additionalProperties: false },
    { a: 1 },
    'a known name, got an unknown one. There is none.',
  ],
  properties: [
    { properties: { a: { type: 'null' } } },
    { a: 1 },
    'a value of type null, got 1',
  ],
  patternProperties: [
    { patternProperties: { a: { type: 'null' } } },
    { a: 1 },
    'a value of type null, got 1',
  ],
  propertyNames: [
    { propertyNames: { maxLength: 1 } },
    { ab: 1 },
    'at most 1 character, got "ab"; (top level): expected another name than "ab", got {"ab":1}',
  ],
  minimum: [{ minimum: 2 }, 1, 'at least 2, got 1'],
  maximum: [{ maximum: 2 }, 3, 'at most 2, got 3'],
  exclusiveMinimum: [{ exclusiveMinimum: 2 }, 2, 'more than 2, got 2'],
  exclusiveMaximum: [{ exclusiveMaximum: 2 }, 2, 'less than 2, got 2'],
  formatMinimum: [
    { type: 'string', format: 'date', formatMinimum: '2026-01-01' },
    '2025-01-01',
    'at least 2026-01-01, got "2025-01-01"',
  ],
  formatMaximum: [
    { type: 'string', format: 'date', formatMaximum: '2026-01-01' },
    '2027-01-01',
    'at most 2026-01-01, got "2027-01-01"',
  ],
  formatExclusiveMinimum: [
    { type: 'string', format: 'date', formatExclusiveMinimum: '2026-01-01' },
    '2026-01-01',
    'more than 2026-01-01, got "2026-01-01"',
  ],
  formatExclusiveMaximum: [
    { type: 'string', format: 'date', formatExclusiveMaximum: '2026-01-01' },
    '2026-01-01',
    'less than 2026-01-01, got "2026-01-01"',
  ],
  multipleOf: [{ multipleOf: 2 }, 1, 'a multiple of 2, got 1'],
  minLength: [{ minLength: 2 }, 'a', 'at least 2 characters, got "a"'],
  maxLength: [{ maxLength: 1 }, 'ab', 'at most 1 character, got "ab"'],
  minItems: [{ minItems: 1 }, [], 'at least 1 item, got []'],
  maxItems: [{ maxItems: 0 }, [1], 'at most 0 items, got [1]'],
  minProperties: [{ minProperties: 1 }, {}, 'at least 1 field, got {}'],
  maxProperties: [
    { maxProperties: 0 },
    { a: 1 },
    'at most 0 fields, got {"a":1}',
  ],
  additionalItems: [
    { items: [{}], additionalItems: false },
    [1, 2],
    'at most 1 item, got [1,2]',
  ],
  items: [{ items: { type: 'null' } }, [1], 'a value of type null, got 1'],
  uniqueItems: [
    { uniqueItems: true },
    [1, 1],
    'items that differ (0 and 1 are the same), got [1,1]',
  ],
  contains: [
    { contains: { const: 1 } },
    [],
    'at least 1 item of those that are asked for, got []',
  ],
  pattern: [{ pattern: '^a$' }, 'b', 'text of the form ^a$, got "b"'],
  format: [
    { type: 'string', format: 'date' },
    'x',
    'a date such as 2026-12-24, got "x"',
  ],
  dependencies: [
    { dependencies: { a: ['b'] } },
    { a: 1 },
    'b as well, since a is given, got {"a":1}',
  ],
  allOf: [{ allOf: [{ type: 'null' }] }, 1, 'a value of type null, got 1'],
  anyOf: [
    { anyOf: [{ type: 'null' }] },
    1,
    'a value of type null, got 1; (top level): expected a value that one of the ways of its schema (anyOf) takes, got 1',
  ],
  oneOf: [
    { oneOf: [{}, {}] },
    1,
    'a value that only one of the ways of its schema (oneOf) takes, got 1',
  ],
  not: [
    { not: { type: 'number' } },
    1,
    'a value that is not {"type":"number"}, got 1',
  ],
  if: [
    { if: {}, then: { const: 2 } },
    1,
    '2, got 1; (top level): expected a value that the then of its schema takes, got 1',
  ],
  'false schema': [false, 1, 'nothing, got 1'],
};

/** What cannot refuse a value by itself, or says it by another keyword. */
const SAY_NOTHING = [
  '$ref',
  '$comment',
  'definitions',
  'discriminator',
  'then',
  'else',
  'id',
];

describe('What ajv finds wrong', () => {
  const ajv = addFormats(
    new Ajv({ allErrors: true, strict: false, verbose: true }),
  );

  it.each(Object.entries(CASES))(
    'with %s is told in the words of the product',
    (_, [schema, value, line]) => {
      const validate = ajv.compile(schema);
      validate(value);
      const told = describeProblems(
        jsonSchemaProblems(validate.errors).problems,
      );
      expect(told.replace(/^[^:]*: expected /, '')).toBe(line);
    },
  );

  it('has words for every keyword that it checks', () => {
    const checked = Object.entries(ajv.RULES.all)
      .filter(([, rule]) => typeof rule === 'object' && 'definition' in rule)
      .map(([keyword]) => keyword);
    expect(checked.length).toBeGreaterThan(25);
    expect(
      checked.filter(
        keyword => !(keyword in CASES) && !SAY_NOTHING.includes(keyword),
      ),
    ).toEqual([]);
  });
});
