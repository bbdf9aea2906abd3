import type { DueTimes } from '../DueTimes';
import type { Periods } from '../Periods';
import { readPeriods, type PeriodTiming } from '../readPeriods';
import { readTiming, type Timing } from '../readTiming';

/** Reads a timing that has to be right. */
export function timesOf(timing: Timing): DueTimes {
  const read = readTiming(timing);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.times;
}

/** Reads the timing of periods that has to be right. */
export function periodsOf(timing: PeriodTiming): Periods {
  const read = readPeriods(timing);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.periods;
}

/** Lists the due times of a local day and the night before and after it, in ISO by UTC. */
export function dueAround(timing: Timing, day: string): string[] {
  const noon = Date.parse(`${day}T12:00Z`);
  const half = 18 * 3_600_000;
  return timesOf(timing)
    .between(noon - half, noon + half, 1_000)
    .map(iso);
}

/** Writes an instant in ISO, up to the minute. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
