/** Time and sleeping; fake in tests. `now` is milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves after `ms` (any length), or at once when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
