import type { Clock, MonotonicTime } from '../ports';
import { msSince } from './monotonicTime';

/** A clock counts as set when it goes off by this (ms) at least; less is how it is read, and put right bit by bit. */
export const STEP_MS = 1_000;

/** Reads how far the clock of the wall has been set. */
export class ClockDrift {
  readonly #begun: MonotonicTime;
  readonly #begunAt: number;

  constructor(private readonly clock: Pick<Clock, 'now' | 'monotonic'>) {
    this.#begun = clock.monotonic();
    this.#begunAt = clock.now();
  }

  /** How far (ms) it was set forward since this was made; negative when back. */
  read(): number {
    const passed = msSince(this.clock, this.#begun);
    return this.clock.now() - this.#begunAt - passed;
  }
}
