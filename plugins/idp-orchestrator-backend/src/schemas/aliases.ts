/**
 * The keyword of JSON Schema, beside an `enum`, by which a list of names knows
 * other names for some of them.
 */
export const ALIASES = 'x-aliases';

/**
 * Puts names in the place of their aliases, each once, in the lists of an input
 * whose schema knows some. Whoever reads the input knows names only.
 */
export function nameByAliases(
  schema: object,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: object };
  const named = Object.entries(properties).flatMap(([field, property]) => {
    const aliases = aliasesIn(property);
    const value = given[field];
    if (!aliases || !Array.isArray(value)) return [];
    const names = value.map(one => aliases.get(one) ?? one);
    // What holds a name twice stays so, and is refused as ever.
    const isRenamed = names.some((name, index) => name !== value[index]);
    return isRenamed ? [[field, [...new Set(names)]]] : [];
  });
  return { ...given, ...Object.fromEntries(named) };
}

function aliasesIn(property: unknown): Map<unknown, unknown> | undefined {
  const { items } = Object(property) as { items?: unknown };
  const aliases = (Object(items) as Record<string, unknown>)[ALIASES];
  return aliases ? new Map(Object.entries(Object(aliases))) : undefined;
}
