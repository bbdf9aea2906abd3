import { useCallback } from 'react';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLoaded, type Loaded } from '../api/useLoaded';
import { useServices } from '../services/useServices';
import { SERVICE_ANNOTATION, serviceNameOf } from './annotation';

/** The services of a team: those whose entity it owns, and those that name it as their owner. */
export function useTeamServices(
  team: Entity,
  environment?: string,
): Loaded<ServiceState[]> & { reload: () => void } {
  const catalog = useApi(catalogApiRef);
  const ref = stringifyEntityRef(team);
  const owned = useLoaded(
    useCallback(async () => {
      const { items } = await catalog.getEntities({
        filter: {
          'relations.ownedBy': ref,
          [`metadata.annotations.${SERVICE_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
        fields: ['metadata.annotations'],
      });
      return new Set(items.map(serviceNameOf));
    }, [catalog, ref]),
  );
  const { services } = useServices(environment);
  if (services.state !== 'ready') return services;
  if (owned.state !== 'ready') return owned;
  return {
    state: 'ready',
    value: services.value.filter(
      ({ name, owner }) => owner === ref || owned.value.has(name),
    ),
    reload: services.reload,
  };
}
