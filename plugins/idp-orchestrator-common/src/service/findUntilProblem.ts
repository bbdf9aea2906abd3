/**
 * Says what is wrong with the time (ISO 8601) until which something is to be
 * stopped, for ever when absent, seen from now (ms since 1970): it is none, is
 * over, or goes with an act that stops nothing. Undefined when nothing is.
 *
 * @public
 */
export function findUntilProblem(
  { operation, until }: { operation: string; until?: string },
  now: number,
): string | undefined {
  if (until === undefined) return undefined;
  if (operation !== 'stop') {
    return `until: expected nothing with ${operation}, got ${until}; only what is stopped is so until a time`;
  }
  return Date.parse(until) > now
    ? undefined
    : `until: expected a time in the future in ISO 8601, got ${until}`;
}
