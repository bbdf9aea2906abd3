/** A JSON Schema of which nothing is known but that it is an object. */
export type Schema = Record<string, unknown>;

/** A schema in another one, by the keyword that holds it. */
export interface SchemaPart {
  keyword: string;
  /** The path from the outer schema, the keyword included. */
  path: string[];
  schema: Schema;
  /** True when `keyword` holds several of them, in a list or by names. */
  isOneOfMany: boolean;
}

/** The keywords that hold one schema, or a list of them, in any draft. */
const OF_SCHEMAS = `additionalItems additionalProperties allOf anyOf contains
  contentSchema else if items not oneOf prefixItems propertyNames then
  unevaluatedItems unevaluatedProperties`.split(/\s+/);

/**
 * The keywords that hold schemas by names, which may be any, also that of a
 * keyword.
 */
const OF_NAMED_SCHEMAS = `$defs definitions dependencies dependentSchemas
  patternProperties properties`.split(/\s+/);

/**
 * Lists the schemas in a schema; what holds values (`default`, `enum` …) holds
 * none.
 */
export function partsOf(schema: Schema): SchemaPart[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const isOneOfMany =
      OF_NAMED_SCHEMAS.includes(keyword) || Array.isArray(value);
    if (!isOneOfMany && !OF_SCHEMAS.includes(keyword)) return [];
    if (Array.isArray(value) && !OF_SCHEMAS.includes(keyword)) return [];
    const found: Array<[string[], unknown]> = isOneOfMany
      ? Object.entries(value ?? {}).map(([key, one]) => [[keyword, key], one])
      : [[[keyword], value]];
    return found.flatMap(([path, one]) =>
      isSchema(one) ? [{ keyword, path, schema: one, isOneOfMany }] : [],
    );
  });
}

/**
 * Lists the keywords of a schema that refer to others, with what they refer to.
 */
export function referencesOf(
  schema: Schema,
  root: Schema,
): Array<{ keyword: string; to: Schema }> {
  return ['$ref', '$dynamicRef', '$recursiveRef'].flatMap(keyword => {
    const reference = schema[keyword];
    if (typeof reference !== 'string') return [];
    return [{ keyword, to: resolve(reference, root) }];
  });
}

/**
 * Finds what a JSON pointer points at. References of other kinds could be to
 * any part, so they are taken for one to the whole.
 */
function resolve(reference: string, root: Schema): Schema {
  const found = keysOf(reference).reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined,
    root,
  );
  return isSchema(found) ? found : root;
}

function keysOf(reference: string): string[] {
  if (!reference.startsWith('#/')) return [];
  try {
    return decodeURIComponent(reference.slice(2))
      .split('/')
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  } catch {
    return [];
  }
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
