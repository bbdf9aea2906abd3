import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition, ServiceInventory } from '../platform';
import type { Clock } from '../ports';
import { judgePlatform } from './judgePlatform';
import type { NodeCounts } from './NodeCounts';
import type { ServiceChecks } from './ServiceChecks';

export interface PlatformHealthOptions {
  inventory: ServiceInventory;
  checks: ServiceChecks;
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
      const { inventory = options.inventory } = given;
      const all = await inventory.list(environment);
      const asked = names.length > 0 ? withDependencies(all, names) : all;
      const [counted, ...observations] = await Promise.all([
        nodes.count(environment),
        ...asked.map(service => checks.check(service, { refresh })),
      ]);
      return judgePlatform({
        environment,
        checkedAt: new Date(clock.now()).toISOString(),
        observations,
        ...counted,
        ...(names.length > 0 && { names }),
      });
    },
  };
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
