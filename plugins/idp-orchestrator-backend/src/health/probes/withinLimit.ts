import type { Clock } from '../../ports';

/**
 * Waits for `look` until a time limit (ms), then aborts its signal and gives
 * what `late` says, also when `look` does not care about the signal.
 */
export async function withinLimit<T>(
  { clock, limitMs }: { clock: Clock; limitMs: number },
  look: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  const tooLate = clock.sleep(limitMs, done.signal).then(() => {
    // Made before the abort, which makes `look` fail for no reason of its own.
    const answer = late();
    over.abort('cancel');
    return answer;
  });
  try {
    return await Promise.race([tooLate, look(over.signal)]);
  } finally {
    done.abort();
  }
}
