import { stripVTControlCharacters } from 'node:util';

/** Takes the escape sequences of terminals out of every text of a value. */
export function withoutColours(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('\u001B') ? stripVTControlCharacters(value) : value;
  }
  if (Array.isArray(value)) return value.map(withoutColours);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutColours(one)]),
  );
}
