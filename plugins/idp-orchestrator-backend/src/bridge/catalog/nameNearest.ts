/** "Did you mean …? There are …": what an error says of names that exist. */
export function nameNearest(name: string, known: string[]): string {
  if (known.length === 0) return 'There is none.';
  const near = known.filter(other => countCommonPairs(name, other) >= 0.4);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : '';
  return `${hint}There are: ${known.join(', ')}.`;
}

/** The share of letter pairs that two names have in common (Dice's coefficient). */
function countCommonPairs(a: string, b: string): number {
  const pairsOfA = new Set(pairsOf(a));
  const pairsOfB = pairsOf(b);
  const common = pairsOfB.filter(pair => pairsOfA.has(pair)).length;
  return (2 * common) / Math.max(1, pairsOfA.size + pairsOfB.length);
}

function pairsOf(text: string): string[] {
  return Array.from(
    { length: Math.max(0, Math.min(text.length, 100) - 1) },
    (_, at) => text.slice(at, at + 2),
  );
}
