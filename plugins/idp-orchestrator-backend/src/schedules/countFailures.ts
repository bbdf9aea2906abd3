import type { StartedBySchedule } from '../ports';

const ENDED = new Set(['succeeded', 'succeeded-with-warnings', 'failed']);

/**
 * Counts how many of the last runs failed in a row; `runs` are newest first.
 * Those that were cancelled say nothing, and those that ended before `since`
 * (ms since 1970) do not count any more.
 */
export function countFailures(
  runs: StartedBySchedule[],
  since = -Infinity,
): number {
  const ended = runs.filter(
    ({ status, finishedAt }) =>
      ENDED.has(status) && finishedAt !== undefined && finishedAt > since,
  );
  const first = ended.findIndex(({ status }) => status !== 'failed');
  return first === -1 ? ended.length : first;
}
