import fc from 'fast-check';

/** Of JSON Schema, what the OpenAPI document uses. */
export interface DocumentSchema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: DocumentSchema[];
  properties?: Record<string, DocumentSchema>;
  items?: DocumentSchema;
}

const DEEP = Array.from({ length: 1_000 }).reduce<unknown>(
  inner => [inner],
  null,
);

const hostileText = fc.oneof(
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '',
    ' ',
    '%00',
    '../../..',
  ),
  fc.constantFrom('__proto__', "'; drop table runs; --", '${{ input }}', '$&'),
  fc.string({ unit: 'binary' }),
  fc.constant('x'.repeat(5_000)),
);

export const hostileValue = fc.oneof(
  hostileText,
  fc.constantFrom(null, -1, 0, 1e308, 2 ** 53, -0.5, true, [], {}),
  fc.constant(DEEP),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What a schema asks for, or now and then anything else, at every level. */
export function arbitraryOf(
  schema: DocumentSchema,
  names: string[],
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: plausible(schema, names) },
    { weight: 1, arbitrary: hostileValue },
  );
}

function plausible(
  schema: DocumentSchema,
  names: string[],
): fc.Arbitrary<unknown> {
  const { type, anyOf, items = {}, properties } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (anyOf) {
    return fc.oneof(...anyOf.map(choice => arbitraryOf(choice, names)));
  }
  if (type === 'object') return objectOf(properties ?? {}, names);
  if (type === 'array') {
    return fc.array(arbitraryOf(items, names), { maxLength: 3 });
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') {
    return fc.oneof(fc.nat(300), fc.integer(), fc.double());
  }
  return fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom('2026-11-24T12:00:00Z', '0000-01-01T00:00:00Z', '9'),
    fc.uuid(),
  );
}

function objectOf(
  properties: Record<string, DocumentSchema>,
  names: string[],
): fc.Arbitrary<unknown> {
  const known = Object.entries(properties).map(
    ([name, schema]) => [name, arbitraryOf(schema, names)] as const,
  );
  const more = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(hostileText, hostileValue) },
  );
  return fc
    .tuple(fc.record(Object.fromEntries(known), { requiredKeys: [] }), more)
    .map(([inner, extra]) => ({ ...inner, ...extra }));
}
