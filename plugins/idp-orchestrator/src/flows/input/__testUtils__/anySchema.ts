import fc from 'fast-check';
import type { JsonSchema } from '../schema/JsonSchema';

const NAMES = ['a', 'b', 'c d', '__proto__', 'const'];

const optional = <T extends Record<string, unknown>>(fields: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}) => fc.record(fields, { requiredKeys: [] });

const texts = fc.record(
  {
    type: fc.constant('string'),
    title: fc.constantFrom('Text', ''),
    description: fc.constant('What it is for'),
    minLength: fc.nat(3),
    maxLength: fc.constantFrom(2, 40, 400),
    pattern: fc.constantFrom('^a+$', '^(a+)+$', '['),
    format: fc.constantFrom(
      'date',
      'time',
      'date-time',
      'email',
      'uuid',
      'textarea',
      'password',
      'unheard-of',
    ),
  },
  { requiredKeys: ['type'] },
);

const numbers = fc.record(
  {
    type: fc.constantFrom('number', 'integer', ['integer', 'null']),
    minimum: fc.integer({ min: -5, max: 5 }),
    maximum: fc.integer({ min: -5, max: 9 }),
    exclusiveMinimum: fc.integer({ min: -5, max: 5 }),
    multipleOf: fc.constantFrom(1, 0.5, 5),
  },
  { requiredKeys: ['type'] },
);

const others = fc.constantFrom<JsonSchema>(
  { type: 'boolean' },
  { type: ['string', 'integer'] },
  { type: 'null' },
  { enum: [null, 'x', 1, { y: 2 }] },
  { type: 'string', enum: ['one', 'two'] },
  { const: 5 },
  {},
  { type: 'object' },
  { type: 'array' },
  { items: null },
  { type: 'array', items: [{ type: 'string' }] },
  { $ref: '#/definitions/tree' },
  { $ref: '#/definitions/nowhere' },
  { $ref: '#' },
  { properties: 'none' },
);

/** Any schema of those that a form has fields for, and some that it has none for; without a default. */
export const anySchema: fc.Arbitrary<JsonSchema> = fc.letrec<{
  schema: JsonSchema;
}>(tie => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    texts,
    numbers,
    others,
    fc.record(
      {
        type: fc.constant('object'),
        title: fc.constant('Fields'),
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), {
          maxKeys: 3,
        }),
        required: fc.subarray(NAMES),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        patternProperties: fc.dictionary(fc.constant('^x'), tie('schema')),
        propertyNames: fc.constant({ pattern: '^[a-z]+$' }),
        minProperties: fc.nat(2),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.nat(2),
        maxItems: fc.nat(3),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ oneOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 2 }) }),
    optional({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
  ),
})).schema;

const DEFINITIONS = {
  tree: {
    type: 'object',
    properties: { below: { $ref: '#/definitions/tree' } },
  },
};

/** Any input schema of a flow. */
export const anyInputSchema = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...NAMES), anySchema, {
      minKeys: 1,
      maxKeys: 4,
    }),
    fc.subarray(NAMES),
  )
  .map(([properties, required]) => ({
    type: 'object',
    properties,
    required,
    definitions: DEFINITIONS,
  }));
