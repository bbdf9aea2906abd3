/** The texts of a filter that stand in the address under their own names. */
export function readTextFields<K extends string>(
  query: URLSearchParams,
  fields: readonly K[],
): Partial<Record<K, string>> {
  const texts: Partial<Record<K, string>> = {};
  for (const field of fields) {
    const text = query.get(field);
    if (text) texts[field] = text;
  }
  return texts;
}

/** Adds what is filled in of these fields to a query. */
export function writeTextFields<K extends string>(
  query: URLSearchParams,
  filter: Partial<Record<K, string>>,
  fields: readonly K[],
): void {
  for (const field of fields) {
    const text = filter[field];
    if (text) query.set(field, text);
  }
}
