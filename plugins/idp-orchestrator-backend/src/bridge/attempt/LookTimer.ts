import type { Clock, MonotonicTime } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import { WakeableTimer } from '../../waiting/WakeableTimer';
import { GrowthWatch } from './GrowthWatch';

/** The pause (ms) between two looks while the script talks. */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 100;

/** A script that has said nothing for so long (ms) is silent. */
const SILENT_MS = 2_000;
/** The longest pause (ms) of a silent one where nobody tells when it talks again. */
const LONGEST_UNTOLD_MS = 500;
/** The same where the kernel tells, in case that it does not. */
const LONGEST_TOLD_MS = 5_000;

/** A supervisor that nobody tells of is looked after this often (ms). */
const LOOK_MS = 1_000;

export interface LookTimerOptions {
  clock: Pick<Clock, 'monotonic' | 'sleep'>;
  /** The paths of what changes when there is something to look at. */
  paths: readonly string[];
  /** Tells whether the supervisor is gone; absent when its end is told. */
  isGone?(): Promise<boolean>;
}

/**
 * Says when an attempt is looked at again: soon while its script talks, and
 * seldom while it is silent, until the kernel tells that this has changed.
 */
export class LookTimer {
  readonly #timer: WakeableTimer;
  readonly #growth = new GrowthWatch(() => {
    this.#isTold = true;
    this.wake();
  });
  #isWoken = false;
  /** The kernel told that something has changed. */
  #isTold = false;
  /** Something had changed, and the kernel had not told it yet. */
  #isDoubted = false;
  /** There was a pause since the watch was set: before, changes may be older than it. */
  #hasPaused = false;
  #offset = -1;
  #heardAt: MonotonicTime;
  #pauseMs = SHORTEST_PAUSE_MS;

  constructor(private readonly options: LookTimerOptions) {
    this.#timer = new WakeableTimer(options.clock);
    this.#heardAt = options.clock.monotonic();
  }

  wake(): void {
    this.#isWoken = true;
    this.#timer.wake();
  }

  close(): void {
    this.#growth.clear();
  }

  /**
   * Waits until it is time to look again.
   *
   * @param offset how much of the output was read
   * @param mostMs after this time something is due that nobody tells of
   */
  async wait(offset: number, mostMs: number): Promise<void> {
    this.#note(offset);
    const pauseMs = this.#choosePause();
    await this.#sleep(Math.min(pauseMs, mostMs));
  }

  #note(offset: number): void {
    if (this.#isDoubted && this.#growth.isSet) this.#growth.distrust();
    this.#isDoubted = false;
    if (offset === this.#offset && !this.#isTold) return;
    if (!this.#hasPaused) this.#growth.clear();
    // It may be on its way: doubted only when it does not come till the next look.
    this.#isDoubted = this.#growth.isSet;
    this.#isTold = false;
    this.#offset = offset;
    this.#heardAt = this.options.clock.monotonic();
    this.#pauseMs = SHORTEST_PAUSE_MS;
  }

  #choosePause(): number {
    const silentMs = msSince(this.options.clock, this.#heardAt);
    if (silentMs < SILENT_MS) {
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs + 10);
      return this.#pauseMs;
    }
    if (this.#growth.isSet) {
      this.#hasPaused = true;
      return LONGEST_TOLD_MS;
    }
    this.#hasPaused = false;
    // What came before the watch was set is told by nobody: looked at once more.
    if (this.#growth.set(this.options.paths)) return 0;
    return Math.min(LONGEST_UNTOLD_MS, silentMs / 20);
  }

  async #sleep(ms: number): Promise<void> {
    const { isGone } = this.options;
    const slice = isGone ? LOOK_MS : ms;
    for (let left = ms; left > 0 && !this.#isWoken; left -= slice) {
      await this.#timer.wait(Math.min(left, slice));
      if (await isGone?.()) break;
    }
    this.#isWoken = false;
  }
}
