import type { DueSource, DueTime, DueTimes } from './DueTimes';
import { dayOf, endOfDay, END_OF_TIME } from './localTime';
import type { Zone } from './Zone';

interface Rest {
  zone: Zone;
  /** The first instant at which nothing is due any more. */
  end: number;
  /** The days on which nothing is due, as midnights of UTC. */
  except: Set<number>;
  eitherDay: boolean;
}

/** Joins what finds due times, and leaves out what is excepted or too late. */
export function joinDueTimes(sources: DueSource[], rest: Rest): DueTimes {
  const { zone, except, eitherDay } = rest;
  const end = Math.min(rest.end, END_OF_TIME);

  const describeAfter = (after: number): DueTime | undefined => {
    let at = Math.max(after, -1);
    // Each round passes a day that is excepted, and of these there are few.
    while (at < end) {
      const due = earliest(sources, at);
      if (!due || due.at >= end) return undefined;
      const day = dayOf(due.skipped ?? zone.localAt(due.at));
      if (!except.has(day)) return due;
      at = Math.max(due.at, endOfDay(day, zone) - 1);
    }
    return undefined;
  };

  return {
    timezone: zone.name,
    eitherDay,
    describeAfter,
    nextAfter: at => describeAfter(at)?.at,
    between(from, to, limit) {
      const found: number[] = [];
      let at: number | undefined = from;
      while (found.length < limit) {
        at = describeAfter(at)?.at;
        if (at === undefined || at > to) break;
        found.push(at);
      }
      return found;
    },
  };
}

function earliest(sources: DueSource[], at: number): DueTime | undefined {
  let first: DueTime | undefined;
  for (const source of sources) {
    const due = source(at);
    if (due && (!first || due.at < first.at)) first = due;
  }
  return first;
}

/** Due each time that a length of time (ms) has passed since `from`, and then. */
export function everyTimes(every: number, from: number): DueSource {
  return at => ({
    at: from + Math.max(0, Math.floor((at - from) / every) + 1) * every,
  });
}

/** Due at each of these instants. */
export function listedTimes(instants: number[]): DueSource {
  const sorted = [...instants].sort((a, b) => a - b);
  return after => {
    const at = sorted.find(instant => instant > after);
    return at === undefined ? undefined : { at };
  };
}
