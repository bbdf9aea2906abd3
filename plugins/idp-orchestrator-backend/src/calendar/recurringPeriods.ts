import type { DueTimes } from './DueTimes';
import type { PeriodSource } from './Periods';

/** The most recurrences that are one period, because they overlap or touch. */
export const MOST_MERGED = 1_000;

/**
 * Periods that begin at each due time and take `duration` (ms). Those that
 * overlap or touch are one, of at most {@link MOST_MERGED}.
 */
export function recurringPeriods(
  begins: DueTimes,
  duration: number,
): PeriodSource {
  const endOf = (begin: number) => findEnd(begins, duration, begin).to;
  return {
    at(now) {
      const [begin] = begins.between(now - duration, now, 1);
      if (begin === undefined) return undefined;
      const from = findBeginning(begins, duration, begin);
      return { from, to: endOf(begin) };
    },
    beginningAfter(instant) {
      const from = begins.nextAfter(instant);
      return from === undefined ? undefined : { from, to: endOf(from) };
    },
  };
}

/** Finds the end of the period that a recurrence is part of, and how many follow it there. */
export function findEnd(
  begins: DueTimes,
  duration: number,
  begin: number,
): { to: number; merged: number } {
  let last = begin;
  for (let merged = 1; merged < MOST_MERGED; merged++) {
    const next = begins.nextAfter(last);
    if (next === undefined || next > last + duration) {
      return { to: last + duration, merged };
    }
    last = next;
  }
  return { to: last + duration, merged: MOST_MERGED };
}

function findBeginning(
  begins: DueTimes,
  duration: number,
  begin: number,
): number {
  let first = begin;
  for (let merged = 1; merged < MOST_MERGED; merged++) {
    const [earlier] = begins.between(first - duration - 1, first - 1, 1);
    if (earlier === undefined) return first;
    first = earlier;
  }
  return first;
}
