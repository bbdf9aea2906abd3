import { parseDuration } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Gives the time (ms since 1970) by which what is started now has to have begun:
 * reckoned from when it was due, or from now where it was wanted even later.
 */
export function beginByOf(
  deadline: string | undefined,
  { dueAt, now }: { dueAt: number; now: number },
): number | undefined {
  if (deadline === undefined) return undefined;
  const length = parseDuration(deadline);
  if (length === undefined) return undefined;
  return (dueAt + length > now ? dueAt : now) + length;
}
