import { useMemo } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  findEnvironment,
  readEnvironments,
  type Environment,
} from './readEnvironments';

/** The environments that the portal's configuration knows. */
export function useEnvironments(): Environment[] {
  const config = useApi(configApiRef);
  return useMemo(() => readEnvironments(config), [config]);
}

/** How one environment is called, and what it asks of people. */
export function useEnvironmentOf(name: string): Environment {
  return findEnvironment(useEnvironments(), name);
}
