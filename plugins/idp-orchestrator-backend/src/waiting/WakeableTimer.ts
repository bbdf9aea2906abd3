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
    const ending = new AbortController();
    const end = () => {
      // At once: what comes from now on is for the next wait.
      this.#waiting.delete(end);
      ending.abort();
    };
    this.#waiting.add(end);
    signal?.addEventListener('abort', end);
    try {
      await (ms === undefined
        ? untilAborted(ending.signal)
        : this.clock.sleep(ms, ending.signal));
    } finally {
      end();
      signal?.removeEventListener('abort', end);
    }
  }
}

/** Without a timer, which would keep the process alive. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
