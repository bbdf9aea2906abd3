import type { Clock } from '../ports';
import { later, monotonicAt, msBetween } from './monotonicTime';

/**
 * The longest time (ms) that `setTimeout` takes: 2^31 − 1, which is 24.8 days.
 * It fires at once for more.
 */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

const monotonic = () => monotonicAt(performance.now());

/** The clocks of the host; the one place where they are read. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic,
  async sleep(ms, signal) {
    const end = later(monotonic(), ms);
    for (let rest = ms; rest > 0; rest = msBetween(monotonic(), end)) {
      if (signal?.aborted) return;
      await timeout(Math.min(rest, LONGEST_TIMEOUT_MS), signal);
    }
  },
};

function timeout(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
