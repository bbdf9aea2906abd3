import { InputError } from '@backstage/errors';
import { findUntilProblem } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Requires that something can be stopped until the time that is given, seen
 * from now (ms since 1970).
 *
 * @throws InputError for no time, one that is over, or with an act that stops nothing
 */
export function requireSensibleEnd(
  ending: Parameters<typeof findUntilProblem>[0],
  now: number,
): void {
  const problem = findUntilProblem(ending, now);
  if (problem) throw new InputError(problem);
}
