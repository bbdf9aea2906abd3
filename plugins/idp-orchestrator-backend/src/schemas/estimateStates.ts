/**
 * Estimates how many states a regular expression has, without compiling it:
 * counts (`{1,63}`) multiply what they count, so a short one may have a million.
 */
export function estimateStates(pattern: string): number {
  const groups = [{ states: 0, last: 0 }];
  for (const [token, least, most] of pattern.matchAll(TOKEN)) {
    const group = groups[groups.length - 1];
    if (token === '(') {
      groups.push({ states: 0, last: 0 });
    } else if (token === ')' && groups.length > 1) {
      groups.pop();
      add(groups[groups.length - 1], group.states + 2);
    } else if (least !== undefined) {
      const times = Math.max(Number(most || least), 1);
      group.states += group.last * (times - 1);
      group.last *= times;
    } else {
      add(group, 1);
    }
  }
  return groups.reduce((sum, { states }) => sum + states, 0);
}

/** A count, a class, an escape, or a single character. */
const TOKEN =
  /\{(\d{1,9})(?:,(\d{0,9}))?\}|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\[\s\S]|[\s\S]/g;

function add(group: { states: number; last: number }, states: number): void {
  group.states += states;
  group.last = states;
}
