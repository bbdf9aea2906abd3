/** As the portal tells fields that are secret. */
interface Schema {
  writeOnly?: boolean;
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/**
 * An input without the fields that its JSON Schema calls secret (`writeOnly`,
 * or format `password`), and the texts that were in them, since a step may
 * have said them elsewhere.
 */
export function hideSecretInput(
  input: Record<string, unknown>,
  schema: Record<string, unknown>,
): { input: Record<string, unknown>; secrets: string[] } {
  const secrets: string[] = [];
  const shown = hide(input, schema as Schema, secrets);
  return { input: (shown ?? {}) as Record<string, unknown>, secrets };
}

function hide(value: unknown, schema: Schema, secrets: string[]): unknown {
  if (schema.writeOnly === true || schema.format === 'password') {
    secrets.push(...textsIn(value));
    return undefined;
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map(item => hide(item, items, secrets)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [
      name,
      hide(of, schema.properties?.[name] ?? {}, secrets),
    ]),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(textsIn);
  }
  return value === undefined || value === null || value === ''
    ? []
    : [String(value)];
}
