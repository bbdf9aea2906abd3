import type { Clock, MonotonicTime } from '../ports';

/** The reading (ms) of a clock that goes on evenly, as a time that is only compared with its own kind. */
export function monotonicAt(ms: number): MonotonicTime {
  return ms as unknown as MonotonicTime;
}

/** Before every other time. */
export const LONG_AGO = monotonicAt(-Infinity);

/** The time `ms` after another. */
export function later(time: MonotonicTime, ms: number): MonotonicTime {
  return monotonicAt(readingOf(time) + ms);
}

/** The length (ms) from one time to another; negative when that was before it. */
export function msBetween(from: MonotonicTime, to: MonotonicTime): number {
  return readingOf(to) - readingOf(from);
}

/** The time (ms) that has passed since. */
export function msSince(
  clock: Pick<Clock, 'monotonic'>,
  from: MonotonicTime,
): number {
  return msBetween(from, clock.monotonic());
}

function readingOf(time: MonotonicTime): number {
  return time as unknown as number;
}
