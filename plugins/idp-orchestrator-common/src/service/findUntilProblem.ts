/** An act on services, and the time until which what it stops is meant to be stopped. */
interface Ending {
  operation: string;
  /** ISO 8601; for ever when absent. */
  until?: string;
}

/**
 * Says what is wrong with the time until which something is to be stopped, seen
 * from now (ms since 1970): it is none, is over, or goes with an act that stops
 * nothing. Undefined when nothing is.
 */
export function findUntilProblem(
  { operation, until }: Ending,
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
