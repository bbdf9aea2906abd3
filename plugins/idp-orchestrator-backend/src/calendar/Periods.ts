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
export type PeriodSource = Pick<Periods, 'at' | 'nextAfter'>;

/** What was found for every instant in [from, to). */
interface Found extends Interval {
  current?: Interval;
  next?: Interval;
}

/**
 * Remembers what was found last, because nearly all who ask, ask about now, and
 * nothing changes until a period begins or ends.
 */
export function rememberPeriods(source: PeriodSource): Periods {
  let found: Found = { from: 0, to: 0 };

  const find = (now: number): Found => {
    if (now >= found.from && now < found.to) return found;
    const current = source.at(now);
    const next = source.nextAfter(now);
    found = {
      from: current?.from ?? now,
      to: current?.to ?? next?.from ?? Infinity,
      current,
      next,
    };
    return found;
  };

  return {
    at: now => find(now).current,
    nextAfter: now => find(now).next,
    between(from, to, limit) {
      const first = source.at(from);
      const list = first ? [first] : [];
      let next = source.nextAfter(from);
      while (next && next.from < to && list.length < limit) {
        list.push(next);
        next = source.nextAfter(next.from);
      }
      return list.slice(0, limit);
    },
  };
}
