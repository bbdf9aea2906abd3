declare const evenTime: unique symbol;

/**
 * A time of a clock that goes on evenly and cannot be set. It counts from
 * nowhere in particular and means nothing in another process. It is no number,
 * so that the compiler keeps it apart from the time of the wall: two of them
 * are compared, and `waiting/monotonicTime` reckons with them.
 */
export interface MonotonicTime {
  readonly [evenTime]: true;
}

/** Time and sleeping; fake in tests. */
export interface Clock {
  /**
   * The time of the wall (ms since 1970), for what people read and what is due
   * at a time of day. It may be set back or forward at any moment, so no length
   * of time is measured by it.
   */
  now(): number;
  /** The time by which lengths of time are measured: limits, leases, pauses, ages. */
  monotonic(): MonotonicTime;
  /** Resolves after `ms` (any length), or at once when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
