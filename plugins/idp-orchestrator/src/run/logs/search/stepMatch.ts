/** The match after a line, or before it; round the ends. */
export function stepMatch(
  found: readonly number[],
  line: number,
  direction: 1 | -1,
): number | undefined {
  return direction === 1
    ? (found.find(match => match > line) ?? found[0])
    : (found.findLast(match => match < line) ?? found.at(-1));
}
