import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for what comes at all. */
const LIMIT_MS = 120_000;

/** Asks until it is so. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  everyMs: number,
): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('What was waited for does not come');
    await sleep(everyMs);
  }
}
