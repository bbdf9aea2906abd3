/** A JSON Schema, as far as it is looked into for secrets. */
export interface InputSchema {
  writeOnly?: boolean;
  format?: string;
  default?: unknown;
  properties?: Record<string, InputSchema | boolean | undefined>;
  items?: InputSchema | boolean | unknown[];
}

type Shown = Record<string, unknown>;

/**
 * Tells whether what a schema describes (`writeOnly`, or format `password`) is
 * not to be shown, kept in an address or told to anybody.
 */
export function isSecret(schema: unknown): boolean {
  const { writeOnly, format } = asSchema(schema);
  return writeOnly === true || format === 'password';
}

/** Leaves the secrets out of an input, however deep they are. */
export function withoutSecrets(input: Shown, schema: unknown): Shown {
  return Object.fromEntries(
    Object.entries(input).flatMap(([field, value]) => {
      const of = propertyOf(schema, field);
      return isSecret(of) ? [] : [[field, clean(value, of)]];
    }),
  );
}

/** Lists the texts of an input that are secret. */
export function listSecrets(value: unknown, schema: unknown): string[] {
  if (isSecret(schema)) return textsIn(value);
  if (Array.isArray(value)) {
    return value.flatMap(item => listSecrets(item, asSchema(schema).items));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([field, part]) =>
        listSecrets(part, propertyOf(schema, field)),
      )
    : [];
}

/** Tells whether an input may hold secrets. */
export function hasSecrets(schema: unknown): boolean {
  const { properties = {}, items } = asSchema(schema);
  return (
    isSecret(schema) ||
    (items !== undefined && hasSecrets(items)) ||
    Object.values(properties).some(hasSecrets)
  );
}

function clean(value: unknown, schema: unknown): unknown {
  const { items } = asSchema(schema);
  if (Array.isArray(value)) {
    return isSecret(items) ? [] : value.map(item => clean(item, items));
  }
  return isObject(value) ? withoutSecrets(value, schema) : value;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return value && typeof value === 'object'
    ? Object.values(value).flatMap(textsIn)
    : [];
}

function propertyOf(schema: unknown, field: string): unknown {
  return asSchema(schema).properties?.[field];
}

function asSchema(schema: unknown): InputSchema {
  return isObject(schema) ? (schema as InputSchema) : {};
}

function isObject(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
