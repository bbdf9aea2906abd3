import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  ServiceProblem,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded, type Loaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { useReloadOn } from '../api/useReloadOn';
import { isOver } from '../state/isOver';
import type { HealthView } from './health/HealthFeed';
import { useHealthFeed } from './health/useHealthFeed';

/** How often operations that go on are asked about, in ms; health comes by itself. */
const REFRESH_MS = 10_000;

export interface Services {
  services: Loaded<ServiceState[]> & { reload: () => void };
  /** What could not be read of the inventory. */
  problems: ServiceProblem[];
  feed: HealthView;
}

/** The services of an environment, as they are now: the inventory once, their health live. */
export function useServices(environment?: string): Services {
  const api = useApi(orchestratorApiRef);
  const feed = useHealthFeed(environment);
  const listed = useLoaded(
    useCallback(
      signal => api.listServices({ environment }, { signal }),
      [api, environment],
    ),
  );
  const { reload } = listed;
  const items = listed.state === 'ready' ? listed.value.items : undefined;
  const goesOn = items?.some(
    ({ lastChange }) => lastChange && !isOver(lastChange.status),
  );
  useRefresh(reload, goesOn ? REFRESH_MS : undefined);
  // Who changed a service last is known to the inventory only.
  useReloadOn(feed.changes[0], reload);

  const live = useMemo(() => withHealth(items ?? [], feed), [items, feed]);
  return {
    services:
      listed.state === 'ready'
        ? { state: 'ready', value: live, reload }
        : listed,
    problems:
      (listed.state === 'ready' ? listed.value.problems : undefined) ?? [],
    feed,
  };
}

/** The inventory with the health that was heard last. */
export function withHealth(
  services: ServiceState[],
  { health }: Pick<HealthView, 'health'>,
): ServiceState[] {
  const heard = new Map(health?.services.map(one => [one.name, one]));
  return services.map(service => ({
    ...service,
    health: heard.get(service.name) ?? service.health,
  }));
}
