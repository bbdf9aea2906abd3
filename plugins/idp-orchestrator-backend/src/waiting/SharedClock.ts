import type { Clock, MonotonicTime } from '../ports';
import { msBetween } from './monotonicTime';

/**
 * The clock of a host, put right by the time that all processes agree on, such
 * as that of their database. Between two times that it is told it goes on
 * evenly, so that nothing comes of setting the clock of the host meanwhile.
 */
export class SharedClock implements Clock {
  #told: { time: number; at: MonotonicTime } | undefined;

  constructor(private readonly host: Clock) {}

  readonly monotonic = () => this.host.monotonic();

  readonly sleep: Clock['sleep'] = (ms, signal) => this.host.sleep(ms, signal);

  /** Tells what time (ms since 1970) it is. */
  tell(time: number): void {
    this.#told = { time, at: this.host.monotonic() };
  }

  /** Gives the host's own time as long as it was told none. */
  now(): number {
    if (!this.#told) return this.host.now();
    const { time, at } = this.#told;
    return time + Math.round(msBetween(at, this.host.monotonic()));
  }
}
