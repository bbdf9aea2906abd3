import type { ServiceInventory } from '../platform';
import type { ServiceIntents } from '../ports';
import { createPlatformHealth } from './createPlatformHealth';
import { HealthFeeds, type HealthFeedOptions } from './HealthFeeds';
import { HealthWatch, type HealthWatchOptions } from './HealthWatch';
import { IntentReader } from './IntentReader';
import { NodeCounts } from './NodeCounts';
import { createProbes, type ProbesOptions } from './probes';
import { ServiceChecks } from './ServiceChecks';

/**
 * Makes everything that looks at services; all of it shares the same checks, so
 * that no service is asked twice at a time.
 */
export function createHealth(
  options: ProbesOptions &
    Omit<HealthFeedOptions, 'checks' | 'nodes' | 'intents'> &
    Omit<HealthWatchOptions, 'health'> & {
      inventory: ServiceInventory;
      intents: ServiceIntents;
    },
) {
  const checks = new ServiceChecks({ ...options, ask: createProbes(options) });
  const parts = {
    ...options,
    checks,
    intents: new IntentReader(options),
    nodes: new NodeCounts(options),
  };
  const health = createPlatformHealth(parts);
  return {
    health,
    healthFeeds: new HealthFeeds(parts),
    healthWatch: new HealthWatch({ ...options, health }),
  };
}
