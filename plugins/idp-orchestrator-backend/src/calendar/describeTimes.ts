import type { DueTime, DueTimes } from './DueTimes';
import { writeLocal, writeOffset } from './localTime';
import { openZone } from './Zone';

/** What people should know about a due time, or about all of them. */
export type TimingNote =
  | {
      /** The clocks pass over the local time, and so it is due right after. */
      code: 'clocks-skip';
      local: string;
      timezone: string;
    }
  | {
      /** The clocks show the local time twice that day. */
      code: 'clocks-repeat';
      local: string;
      timezone: string;
      /** Which of the two times this is. */
      pass: 1 | 2;
      /** Whether the other time is due as well. */
      both: boolean;
    }
  | {
      /** A day of the month and a weekday are both asked for; either is enough. */
      code: 'either-day';
    };

/** A due time as it is shown. */
export interface ShownTime {
  /** The instant, in ISO by UTC. */
  at: string;
  /** What the clocks of the time zone show: `2026-10-25T02:30`. */
  local: string;
  /** What they are ahead of UTC then: `+02:00`. */
  offset: string;
  notes: TimingNote[];
}

interface Shown {
  /** Those after this instant are shown (ms). */
  from: number;
  /** How many, at most. */
  count: number;
  /** The time zone that local times are shown in; that of the timing when absent. */
  timezone?: string;
}

/**
 * Shows the next due times, with notes on what may surprise in each, and on
 * what may surprise in all.
 *
 * @throws RangeError when the time zone is unknown
 */
export function describeTimes(
  times: DueTimes,
  { from, count, timezone = times.timezone }: Shown,
): { times: ShownTime[]; notes: TimingNote[] } {
  const zone = openZone(timezone);
  const shown: ShownTime[] = [];
  let due = times.describeAfter(from);
  while (due && shown.length < count) {
    const { at } = due;
    shown.push({
      at: new Date(at).toISOString(),
      local: writeLocal(zone.localAt(at)),
      offset: writeOffset(zone.offsetAt(at)),
      notes: notesOf(times, due),
    });
    due = times.describeAfter(at);
  }
  return {
    times: shown,
    notes: times.eitherDay ? [{ code: 'either-day' }] : [],
  };
}

/** Says a note in English. */
export function sentenceOf(note: TimingNote): string {
  switch (note.code) {
    case 'clocks-skip':
      return `The clocks change: ${timeOf(note.local)} does not exist that day in ${note.timezone}, so it is due at the first instant after.`;
    case 'clocks-repeat':
      return `The clocks change: ${timeOf(note.local)} comes twice that day in ${note.timezone}; this is the ${note.pass === 1 ? 'first' : 'second'}, and ${note.both ? 'both are' : 'the other is not'} due.`;
    default:
      return 'A day of the month and a weekday are both asked for: either is enough.';
  }
}

function timeOf(local: string): string {
  return local.slice(-5);
}

function notesOf(times: DueTimes, { at, skipped }: DueTime): TimingNote[] {
  const { timezone } = times;
  if (skipped !== undefined) {
    return [{ code: 'clocks-skip', local: writeLocal(skipped), timezone }];
  }
  const zone = openZone(timezone);
  const local = zone.localAt(at);
  const passes = zone.instantsOf(local);
  if (passes.length < 2) return [];
  const pass = at === passes[0] ? 1 : 2;
  const other = passes[pass === 1 ? 1 : 0];
  const both = times.nextAfter(other - 1) === other;
  return [
    { code: 'clocks-repeat', local: writeLocal(local), timezone, pass, both },
  ];
}
