const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses between attempts (ms): about 28 hours in all, so that a receiver may be away for a day. */
const DELAYS_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
];

/**
 * Decides how long (ms) a delivery waits after so many attempts, up to a fifth
 * more or less, so that many do not come back at once; undefined when it is
 * given up. `random` is a number from 0 to 1.
 */
export function nextDelay(
  attempts: number,
  random: number,
): number | undefined {
  const delay = DELAYS_MS[attempts - 1];
  return delay && Math.round(delay * (0.8 + 0.4 * random));
}
