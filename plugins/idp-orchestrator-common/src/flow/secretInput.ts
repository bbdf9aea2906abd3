/**
 * A JSON Schema, as far as it is looked into for secrets.
 *
 * @public
 */
export interface InputSchema {
  writeOnly?: boolean;
  format?: string;
  default?: unknown;
  properties?: Record<string, InputSchema | boolean | undefined>;
  items?: InputSchema | boolean | unknown[];
}

/**
 * Tells whether what a schema describes (`writeOnly`, or format `password`) is
 * not to be shown, kept in an address or told to anybody.
 *
 * @public
 */
export function isSecret(schema: unknown): boolean {
  const { writeOnly, format } = asSchema(schema);
  return writeOnly === true || format === 'password';
}

/**
 * Leaves the secrets out of an input, however deep they are.
 *
 * @public
 */
export function withoutSecrets(
  input: Record<string, unknown>,
  schema: unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([field, value]) => {
      const of = propertyOf(schema, field);
      return isSecret(of) ? [] : [[field, clean(value, of)]];
    }),
  );
}

/**
 * A secret of an input: where it was, and what it is.
 *
 * @public
 */
export interface SecretPart {
  path: (string | number)[];
  value: unknown;
}

/**
 * Takes the secrets of an input apart from the rest, so that each can be kept
 * where it belongs; {@link joinSecrets} puts them together again.
 *
 * @public
 */
export function splitSecrets(
  input: Record<string, unknown>,
  schema: unknown,
): { shown: Record<string, unknown>; secrets: SecretPart[] } {
  return {
    shown: withoutSecrets(input, schema),
    secrets: findSecrets(input, schema, []),
  };
}

/**
 * Puts secrets back into the input that they were taken from.
 *
 * @public
 */
export function joinSecrets(
  shown: Record<string, unknown>,
  secrets: SecretPart[],
): Record<string, unknown> {
  const joined = JSON.parse(JSON.stringify(shown)) as Record<string, unknown>;
  for (const { path, value } of secrets) {
    const last = path[path.length - 1];
    const holder = path
      .slice(0, -1)
      .reduce<Record<string, unknown>>(
        (at, key) => at[key] as Record<string, unknown>,
        joined,
      );
    // Also where the field is called __proto__.
    Object.defineProperty(holder, last, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return joined;
}

function findSecrets(
  value: unknown,
  schema: unknown,
  path: SecretPart['path'],
): SecretPart[] {
  const { items } = asSchema(schema);
  if (isSecret(schema) || (Array.isArray(value) && isSecret(items))) {
    return value === undefined ? [] : [{ path, value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => findSecrets(item, items, [...path, at]));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([field, part]) =>
        findSecrets(part, propertyOf(schema, field), [...path, field]),
      )
    : [];
}

/** A secret of at least so many characters is found within other texts, too. */
const LONG_SECRET = 8;

/**
 * Tells whether a value holds one of these secrets, or is one.
 *
 * @public
 */
export function holdsSecret(
  value: unknown,
  secrets: readonly string[],
): boolean {
  if (secrets.length === 0) return false;
  return textsIn(value).some(text =>
    secrets.some(
      secret =>
        secret !== '' &&
        (text === secret ||
          (secret.length >= LONG_SECRET && text.includes(secret))),
    ),
  );
}

/**
 * Lists the texts that a value holds, however deep they are.
 *
 * @public
 */
export function listTexts(value: unknown): string[] {
  return textsIn(value);
}

/**
 * Lists the texts of an input that are secret.
 *
 * @public
 */
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

/**
 * Tells whether an input may hold secrets.
 *
 * @public
 */
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
