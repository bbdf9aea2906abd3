/** The length of the longest text of an entry. */
const LONGEST = 1_000;

/**
 * Makes the same value with texts that come back from any database as they were
 * written: no NUL, no half of a character, and not without end. Digests are
 * made of them.
 */
export function toPlainTexts<T>(value: T): T {
  if (typeof value === 'string') return toPlainText(value) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, toPlainTexts(item)]);
  return Object.fromEntries(entries) as T;
}

function toPlainText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return short.toWellFormed().replaceAll('\0', '\uFFFD');
}
