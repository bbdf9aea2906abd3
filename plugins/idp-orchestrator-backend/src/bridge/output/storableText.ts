/**
 * Makes a text that every database stores: PostgreSQL refuses NUL, and UTF-8
 * knows no half of a surrogate pair. Both become U+FFFD, as bytes that are no
 * UTF-8 did when they were read.
 */
export function toStorableText(text: string): string {
  return text.includes('\0')
    ? text.replaceAll('\0', '\uFFFD').toWellFormed()
    : text.toWellFormed();
}

/** Does the same to every key and text of a JSON value. */
export function toStorableValue(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      toStorableText(key),
      toStorableValue(item),
    ]),
  );
}
