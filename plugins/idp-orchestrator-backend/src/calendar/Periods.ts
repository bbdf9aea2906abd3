/** A span of time, in ms since 1970: [from, to). */
export interface Interval {
  from: number;
  to: number;
}

/** Spans of time that neither overlap nor touch. */
export interface Periods {
  /** The one that an instant is in. */
  at(now: number): Interval | undefined;
  /** The first that begins after an instant; undefined when there is none any more. */
  nextAfter(now: number): Interval | undefined;
  /** At most `limit` of those that have a part in [from, to), ascending. */
  between(from: number, to: number, limit: number): Interval[];
}

/** What finds periods, without remembering any. */
export interface PeriodSource {
  /** The one that an instant is in. */
  at(now: number): Interval | undefined;
  /** The first that begins after an instant that is in none, or the last one of one. */
  beginningAfter(instant: number): Interval | undefined;
}

/** What was found for every instant in [from, to). */
interface Found {
  from: number;
  to: number;
  current?: Interval;
  /** The next, which is looked for when it is needed. */
  next?: { interval?: Interval };
}

/**
 * Remembers what was found last, because nearly all who ask, ask about now, and
 * nothing changes until a period begins or ends.
 */
export function rememberPeriods(source: PeriodSource): Periods {
  let found: Found = { from: 0, to: 0 };

  const nextOf = (known: Found): Interval | undefined => {
    known.next ??= {
      interval: source.beginningAfter(
        known.current ? known.to - 1 : known.from,
      ),
    };
    return known.next.interval;
  };

  const find = (now: number): Found => {
    if (now >= found.from && now < found.to) return found;
    const next = found.next?.interval;
    // Whoever searches ahead asks about the beginning of the next one next.
    const current = next?.from === now ? next : source.at(now);
    found = { from: now, to: Infinity, ...current, current };
    if (!current) found.to = nextOf(found)?.from ?? Infinity;
    return found;
  };

  return {
    at: now => find(now).current,
    nextAfter: now => nextOf(find(now)),
    between(from, to, limit) {
      const list: Interval[] = [];
      const first = source.at(from);
      let next = first ?? source.beginningAfter(from);
      while (next && next.from < to && list.length < limit) {
        list.push(next);
        next = source.beginningAfter(next.to - 1);
      }
      return list;
    },
  };
}
