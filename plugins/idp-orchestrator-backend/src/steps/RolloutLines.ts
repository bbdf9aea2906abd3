import type { Clock } from '../ports';
import { LONG_AGO, msSince } from '../waiting/monotonicTime';
import { systemClock } from '../waiting/systemClock';

/** So many lines are written at once; the rollout of a few pods has no more. */
const FREE_LINES = 20;
/** After them there is a line after so long (ms) at the earliest. */
const EVERY_MS = 10_000;

/** Decides which changes of a rollout become lines of a run's log, so that one of thousands of pods does not fill it. */
export class RolloutLines {
  #count = 0;
  #writtenAt = LONG_AGO;

  constructor(private readonly clock: Pick<Clock, 'monotonic'> = systemClock) {}

  /** Tells whether the next change is written; the others are shown as progress only. */
  isDue(): boolean {
    const isFree = this.#count < FREE_LINES;
    if (!isFree && msSince(this.clock, this.#writtenAt) < EVERY_MS) {
      return false;
    }
    this.#count += 1;
    this.#writtenAt = this.clock.monotonic();
    return true;
  }
}
