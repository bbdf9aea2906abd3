import { NotFoundError } from '@backstage/errors';
import { nameNearest } from '../problems/nameNearest';
import type { HealthFeeds, PlatformHealthService } from '../health';
import type { ServiceInventory } from '../platform';
import type { Clock, HealthHistory } from '../ports';
import type { Orchestrator } from './Orchestrator';
import type { EnvironmentNames } from '../access/resolve/readRunRequest';

export interface HealthViewsOptions {
  health: PlatformHealthService;
  healthFeeds: Pick<HealthFeeds, 'watch'>;
  history: Pick<HealthHistory, 'read'>;
  inventory: ServiceInventory;
  environments: EnvironmentNames;
  clock: Clock;
}

type HealthUse = 'getHealth' | 'watchHealth' | 'getServiceHistory';

/** What is told when nobody says from when on (ms). */
const USUAL_PAST_MS = 7 * 24 * 60 * 60 * 1_000;

/** More than half a year of samples; a service that changes all the time is told of for a shorter time. */
const MOST_ENTRIES = 5_000;

/** The use cases of looking at the platform. */
export function createHealthViews(
  options: HealthViewsOptions,
): Pick<Orchestrator, HealthUse> {
  const { health, healthFeeds, history, inventory, clock } = options;
  const { fallback } = options.environments;
  return {
    getHealth: (_, { environment = fallback, refresh }) =>
      health.check({ environment, refresh }),
    watchHealth: (_, { environment = fallback, signal }) =>
      healthFeeds.watch(environment, signal),
    async getServiceHistory(_, service, { environment = fallback, since }) {
      await requireService(inventory, environment, service);
      const asked = since ? Date.parse(since) : clock.now() - USUAL_PAST_MS;
      const range = { environment, service, limit: MOST_ENTRIES };
      const entries = await history.read({ ...range, since: asked });
      const isCut = entries.length === MOST_ENTRIES;
      return {
        service,
        environment,
        since: isCut ? entries[0].at : new Date(asked).toISOString(),
        entries,
      };
    },
  };
}

async function requireService(
  inventory: ServiceInventory,
  environment: string,
  service: string,
): Promise<void> {
  const names = (await inventory.list(environment)).map(({ name }) => name);
  if (names.includes(service)) return;
  throw new NotFoundError(
    `There is no service ${service} in ${environment}. ${nameNearest(service, names)}`,
  );
}
