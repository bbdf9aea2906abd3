/** A JSON Schema (draft 7) as a form reads it. It comes from a file, so any part may be of another type than it should. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where a value is in the input. */
export type Path = ReadonlyArray<string | number>;

/** The name of a place: as the backend writes it in a problem. */
export function nameOf(path: Path): string {
  return path.join('.');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema that stands somewhere: `true`, or what is none, allows anything; `false` allows nothing. */
export function asSchema(value: unknown): JsonSchema {
  if (value === false) return { not: {} };
  return isRecord(value) ? value : {};
}

/** The schemas of fields, or definitions, by their names. */
export function namedSchemas(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** A number that a keyword gives; nothing where it gives something else. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts in a list; none where there is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(one => typeof one === 'string')
    : [];
}

/** Equal values have equal texts, whatever the order of their fields. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join()}}`;
}

/** References that lead nowhere, or round in a circle, end here. */
const MOST_REFERENCES = 20;

/** What a reference within the schema (`#/definitions/…`) refers to, through others. */
export function followReference(
  schema: JsonSchema,
  root: JsonSchema,
): JsonSchema {
  let found = schema;
  for (let times = 0; times < MOST_REFERENCES; times += 1) {
    const { $ref, ...beside } = found;
    if (typeof $ref !== 'string') return found;
    found = { ...asSchema(lookUp($ref, root)), ...beside };
  }
  return {};
}

function lookUp(reference: string, root: JsonSchema): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return {};
  return reference
    .slice(2)
    .split('/')
    .map(decodePart)
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null ? Reflect.get(at, key) : {},
      root,
    );
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}
