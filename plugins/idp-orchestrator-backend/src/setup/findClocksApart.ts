import type { Clock, RegisteredWorker } from '../ports';
import type { FoundProblem } from './FoundProblem';

/** So far apart (ms) clocks may be: a sign of life is written some time after its time was read. */
const MOST_APART_MS = 2_000;

/**
 * Finds the processes whose clock goes before this one's: their last sign of life
 * lies in the future. Of one that goes behind it is that one that finds it.
 */
export function findClocksApart(
  workers: RegisteredWorker[],
  clock: Pick<Clock, 'now'>,
): FoundProblem[] {
  const now = clock.now();
  return workers
    .map(({ name, seenAt }) => ({ name, aheadMs: seenAt - now }))
    .filter(({ aheadMs }) => aheadMs > MOST_APART_MS)
    .map(({ name, aheadMs }) => ({
      source: name,
      message: `The clocks of this machine and of ${name} are ${(aheadMs / 1_000).toFixed(1)} s apart, and by that times of runs and schedules differ. Let both follow a time server (chrony, systemd-timesyncd)`,
    }));
}
