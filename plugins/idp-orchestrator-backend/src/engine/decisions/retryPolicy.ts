import {
  parseDuration,
  type RetryPolicy,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * How long (ms) to wait before the attempt after `attempt`, or `undefined`
 * when there is none. `random` gives a number from 0 to 1.
 */
export function decideRetryDelay(
  policy: RetryPolicy | undefined,
  attempt: number,
  random: () => number = Math.random,
): number | undefined {
  if (!policy || attempt >= policy.attempts) return undefined;
  const delay = parseDuration(policy.delay) ?? 0;
  const limit = parseDuration(policy.maxDelay) ?? Infinity;
  const grown = Math.min(delay * policy.multiplier ** (attempt - 1), limit);
  const spread = 1 + policy.jitter * (2 * random() - 1);
  return Math.min(Math.round(grown * spread), limit);
}
