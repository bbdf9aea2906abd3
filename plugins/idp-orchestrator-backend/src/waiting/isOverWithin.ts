import type { Clock } from '../ports';
import { systemClock } from './systemClock';

/**
 * Waits for work, but for no longer than `ms`, and tells whether it was over by
 * then. What was not goes on by itself.
 *
 * @throws what the work fails with in that time
 */
export async function isOverWithin(
  work: Promise<unknown>,
  ms: number,
  clock: Pick<Clock, 'sleep'> = systemClock,
): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([
      work.then(() => true),
      clock.sleep(ms, over.signal).then(() => false),
    ]);
  } finally {
    over.abort();
  }
}
