import type { Clock } from '../ports';
import { systemClock } from './systemClock';

/**
 * A sleep that ends early when there is something to look at. Whoever waits
 * looks again afterwards, for whatever reason it woke, and so may be woken for
 * nothing. No wake is lost: it ends the waits of all that wait now, and when
 * nobody does, since the one that will is still busy with what it found
 * before, it ends the next one.
 */
export class WakeableTimer {
  readonly #waiting = new Set<() => void>();
  #isWoken = false;

  constructor(private readonly clock: Pick<Clock, 'sleep'> = systemClock) {}

  wake(): void {
    if (this.#waiting.size === 0) this.#isWoken = true;
    this.#waiting.forEach(end => end());
  }

  /** Resolves when woken, after `ms` if that is given, or when aborted. */
  async wait(ms?: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (this.#isWoken) {
      this.#isWoken = false;
      return;
    }
    if (ms === undefined) return this.#untilWoken(signal);
    const ending = new AbortController();
    const end = () => {
      // At once: what comes from now on is for the next wait.
      this.#waiting.delete(end);
      // With a reason, since without one an error is made, which costs most of all this.
      ending.abort('ended');
    };
    this.#waiting.add(end);
    signal?.addEventListener('abort', end);
    try {
      await this.clock.sleep(ms, ending.signal);
    } finally {
      end();
      signal?.removeEventListener('abort', end);
    }
  }

  /**
   * Waits without a timer, and without what an abort costs: a run waits so for
   * each of its steps.
   */
  #untilWoken(signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const end = () => {
        this.#waiting.delete(end);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      this.#waiting.add(end);
      signal?.addEventListener('abort', end);
    });
  }
}
