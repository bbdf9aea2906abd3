import type { Drift, ServiceHealth } from './PlatformHealth';
import { isMeantStopped } from './summarizeHealth';

/**
 * A service that was stopped is not said to run before this time (ms) is over:
 * what was seen of it may be from before.
 */
const SEEN_ANEW_MS = 60_000;

/**
 * Tells how a service differs from what people want of it at that time (ms
 * since 1970). What a run has in its hands does not.
 *
 * @public
 */
export function findDrift(
  health: Pick<ServiceHealth, 'status' | 'wanted' | 'pending'>,
  at: number,
): Drift | undefined {
  const { status, wanted, pending } = health;
  if (pending || wanted?.state !== 'stopped') return undefined;
  if (!isMeantStopped(health, at)) {
    return status === 'down' ? 'overdue' : undefined;
  }
  // What is degraded may be the proxy before it, which answers that it is gone.
  const isUp = status === 'healthy';
  return isUp && at - Date.parse(wanted.since) >= SEEN_ANEW_MS
    ? 'runs'
    : undefined;
}
