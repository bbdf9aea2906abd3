import type { Clock } from '../ports';

/** `setTimeout` fires at once for more than this (2^31 − 1 ms, 24.8 days). */
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
