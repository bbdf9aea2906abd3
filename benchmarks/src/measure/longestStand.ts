import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const RESOLUTION_MS = 1;
/** For what a delay before the work would be counted as. */
const SETTLE_MS = 50;

/** The longest time (ms) for which the event loop of this process stood still while the work was done. */
export async function longestStand(
  work: () => Promise<unknown>,
): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await sleep(SETTLE_MS);
  delay.reset();
  await work();
  // So that the last stand is seen as well.
  await sleep(SETTLE_MS);
  delay.disable();
  return delay.max / 1e6;
}
