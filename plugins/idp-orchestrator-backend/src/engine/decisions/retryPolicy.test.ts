import { retryPolicySchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideRetryDelay } from './retryPolicy';

const policy = (more: object) =>
  retryPolicySchema.parse({ attempts: 4, delay: '1s', ...more });

describe('The retry policy', () => {
  it('waits longer after each attempt, up to the limit, and then gives up', () => {
    const delays = [1, 2, 3, 4].map(attempt =>
      decideRetryDelay(policy({ multiplier: 3, maxDelay: '5s' }), attempt),
    );
    expect(delays).toEqual([1_000, 3_000, 5_000, undefined]);
  });

  it('spreads the delay by its jitter', () => {
    const delay = (random: number) =>
      decideRetryDelay(policy({ jitter: 0.5 }), 1, () => random);
    expect([delay(0), delay(0.5), delay(1)]).toEqual([500, 1_000, 1_500]);
  });

  it('tries once where there is none', () => {
    expect(decideRetryDelay(undefined, 1)).toBeUndefined();
  });
});
