/** JSON as it was read, with the paths of numbers that are kept as text. */
export interface ParsedJson {
  value: unknown;
  inexact: string[];
}

/** What a reviver is told of a value that is no object; TypeScript does not know it yet. */
type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;

const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/**
 * Parses JSON. An integer beyond 2^53, which a number would change, stays the
 * text that it was.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): ParsedJson {
  const inexact: string[] = [];
  const value = parse(text, (key, item, { source }) => {
    if (typeof item !== 'number' || source === undefined) return item;
    if (!/^-?\d+$/.test(source) || Number.isSafeInteger(item)) return item;
    inexact.push(key);
    return source;
  });
  return { value, inexact };
}

/** Tells of numbers that were kept as text. */
export function describeInexact(names: string[]): string[] {
  if (names.length === 0) return [];
  const some = [...new Set(names)].slice(0, 5).join(', ');
  return [
    `numbers beyond 2^53 were kept as texts, since as numbers they would change: ${some}`,
  ];
}
