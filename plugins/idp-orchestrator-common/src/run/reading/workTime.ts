import type { Attempt, RunStep } from '../RunStep';

/** A stretch of time, in ms since 1970. */
type Stretch = [from: number, to: number];

/**
 * Tells how long (ms) an attempt has worked: until its script ended, or until
 * `now`. What it waited, for people or for a time, does not count.
 *
 * @public
 */
export function workTimeOfAttempt(attempt: Attempt, now: number): number {
  const [from, to] = stretchOf(attempt, now);
  return to - from;
}

/**
 * Tells how long (ms) a run has worked: the time in which at least one of its
 * steps did. Waiting for people, a lock, a worker or a time does not count, nor
 * does the time in which the run lay failed before it was retried, or in which
 * the backend was away and the script had ended.
 *
 * @public
 */
export function workTimeOf(
  steps: ReadonlyArray<Pick<RunStep, 'id' | 'parent' | 'history'>>,
  now: number,
): number {
  // A step with items lasts as long as all of these and what is between them.
  const groups = new Set(steps.map(({ parent }) => parent));
  const stretches = steps
    .filter(({ id }) => !groups.has(id))
    .flatMap(({ history }) => history.map(one => stretchOf(one, now)))
    .sort(([one], [other]) => one - other);
  let worked = 0;
  let end = -Infinity;
  for (const [from, to] of stretches) {
    worked += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return worked;
}

/** An attempt that waits does so last, so what it waited is taken off its end. */
function stretchOf(attempt: Attempt, now: number): Stretch {
  const { startedAt, finishedAt, status, waitedMs = 0 } = attempt;
  const from = Date.parse(startedAt);
  if (status === 'waiting') return [from, from];
  const end = finishedAt ? Date.parse(finishedAt) : now;
  return [from, Math.max(from, end - waitedMs)];
}
