/**
 * Writes the sentences that an error adds when a name is unknown: "Did you mean
 * argo? There are: argo, grafana." Used wherever a caller names something that
 * is looked up.
 */
export function nameNearest(name: string, known: string[]): string {
  if (known.length === 0) return 'There is none.';
  const hint = askIfMeant(name, known);
  return `${hint && `${hint} `}There are: ${listSome(known)}.`;
}

/** Asks whether a known name that comes near was meant; says nothing when none does. */
export function askIfMeant(name: string, known: string[]): string {
  const near = known.filter(other => isNear(name, other));
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '';
}

const MOST_NAMES = 100;

/** Joins names with commas; of very many the first, and how many more there are. */
function listSome(names: unknown[]): string {
  const told = names.slice(0, MOST_NAMES).join(', ');
  const left = names.length - MOST_NAMES;
  return left > 0 ? `${told} and ${left} more` : told;
}

/**
 * Tells whether a name is a part of another or a few letters off, but not a
 * different word as short.
 */
function isNear(name: string, other: string): boolean {
  // The time grows with the square of the length, and callers choose the name.
  if (name.length > 100) return false;
  if (name.length > 2 && other.includes(name)) return true;
  const distance = editDistance(name, other);
  return (
    distance <= Math.max(2, other.length / 4) &&
    distance * 2 <= Math.max(name.length, other.length)
  );
}

/**
 * Counts the letters that have to change to make one text of another:
 * Levenshtein's distance, row by row.
 */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + swap));
    }
    row = next;
  }
  return row[b.length];
}
