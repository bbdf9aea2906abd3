import { useCallback, useMemo } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import {
  findEnvironment,
  readEnvironments,
  type Environment,
} from './readEnvironments';

export interface KnownEnvironments {
  environments: Environment[];
  /** The name of the one that is meant where nobody names one; absent until it was told. */
  fallback?: string;
  /** Not told yet. */
  isLoading: boolean;
}

/**
 * The environments that the reader may see something of, as the backend tells
 * them; those of the portal's configuration where it does not.
 */
export function useKnownEnvironments(): KnownEnvironments {
  const api = useApi(orchestratorApiRef);
  const config = useApi(configApiRef);
  const told = useLoaded(
    useCallback(signal => api.listEnvironments({ signal }), [api]),
  );
  const items = told.state === 'ready' ? told.value.items : undefined;
  return useMemo(() => {
    const configured = readEnvironments(config);
    return {
      environments: items
        ? items.map(({ name }) => findEnvironment(configured, name))
        : configured,
      fallback: items?.find(({ isDefault }) => isDefault)?.name,
      isLoading: told.state === 'loading',
    };
  }, [config, items, told.state]);
}
