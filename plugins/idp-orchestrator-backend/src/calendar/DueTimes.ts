/** An instant at which something is due. */
export interface DueTime {
  at: number;
  /**
   * The local time that it stands for, written as the instant at which UTC's
   * clocks show the same, where the clocks pass over that.
   */
  skipped?: number;
}

/** The instants at which something is due, in ms since 1970, up to the year 2999. */
export interface DueTimes {
  /** The first after an instant; undefined when there is none any more. */
  nextAfter(at: number): number | undefined;
  /** At most `limit` of those in (from, to], ascending. */
  between(from: number, to: number, limit: number): number[];
  /** The first after an instant, with what is special about it. */
  describeAfter(at: number): DueTime | undefined;
  /** The time zone that they are written in. */
  timezone: string;
  /** Whether a day of the month and a weekday are both asked for, of which either is enough. */
  eitherDay: boolean;
}

/** What finds due times one by one: the first after an instant. */
export type DueSource = (at: number) => DueTime | undefined;
