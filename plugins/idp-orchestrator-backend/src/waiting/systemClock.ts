import type { Clock } from '../ports';

/**
 * The longest time (ms) that `setTimeout` takes: 2^31 − 1, which is 24.8 days.
 * It fires at once for more.
 */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    const end = Date.now() + ms;
    for (let rest = ms; rest > 0; rest = end - Date.now()) {
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
