import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition, ServiceInventory } from '../platform';
import type { Clock } from '../ports';
import type { IntentReader, IntentOf } from './IntentReader';
import { judgePlatform } from './judgePlatform';
import type { NodeCounts } from './NodeCounts';
import type { ServiceChecks } from './ServiceChecks';

export interface PlatformHealthOptions {
  inventory: ServiceInventory;
  checks: ServiceChecks;
  intents: IntentReader;
  nodes: NodeCounts;
  clock: Clock;
}

export interface PlatformHealthService {
  /**
   * Tells how services are. An answer is kept for two seconds; `refresh` asks
   * anew. Of `services` that are named, only those are told of and judged, and
   * only they and what they need are asked.
   *
   * @throws NotFoundError for an environment that there is not
   */
  check(options: {
    environment: string;
    refresh: boolean;
    services?: string[];
    /**
     * What is taken into account beside what is seen: that services are stopped
     * on purpose (`wanted`), and that runs have them in their hands too (`all`,
     * and when absent).
     */
    intents?: 'all' | 'wanted' | 'none';
    /** Lists the services for who has looked at them already. */
    inventory?: ServiceInventory;
  }): Promise<PlatformHealth>;
}

/**
 * Makes the service that asks all services of an environment at the same time
 * and judges the platform by them.
 */
export function createPlatformHealth(
  options: PlatformHealthOptions,
): PlatformHealthService {
  const { checks, nodes, clock } = options;
  return {
    async check({ environment, refresh, services: names = [], ...given }) {
      const { inventory = options.inventory, intents = 'all' } = given;
      const all = await inventory.list(environment);
      const asked = names.length > 0 ? withDependencies(all, names) : all;
      // What a run has when a service is asked is not what it has afterwards.
      if (intents === 'all') await options.intents.read(environment);
      const [counted, ...observations] = await Promise.all([
        nodes.count(environment),
        ...asked.map(service => checks.check(service, { refresh })),
      ]);
      return judgePlatform({
        environment,
        checkedAt: new Date(clock.now()).toISOString(),
        observations,
        ...counted,
        intentOf: await readIntents(environment, intents, options.intents),
        ...(names.length > 0 && { names }),
      });
    },
  };
}

async function readIntents(
  environment: string,
  taken: 'all' | 'wanted' | 'none',
  intents: IntentReader,
): Promise<IntentOf | undefined> {
  if (taken === 'none') return undefined;
  const intentOf = await intents.read(environment);
  if (taken === 'all') return intentOf;
  return observation => ({ ...intentOf(observation), pending: undefined });
}

function withDependencies(
  all: ServiceDefinition[],
  names: string[],
): ServiceDefinition[] {
  const wanted = new Set(names);
  // A set that grows while it is gone through is gone through to its end.
  for (const name of wanted) {
    const service = all.find(each => each.name === name);
    service?.dependsOn.forEach(dependency => wanted.add(dependency));
  }
  return all.filter(({ name }) => wanted.has(name));
}
