import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  findEnvironment,
  readEnvironments,
  type Environment,
} from './readEnvironments';

/** The environments that can be chosen; `current` is among them whether configured or not. */
export function useEnvironments(current?: string): Environment[] {
  const config = useApi(configApiRef);
  return useMemo(() => {
    const known = readEnvironments(config);
    return current === undefined || known.some(({ name }) => name === current)
      ? known
      : [...known, findEnvironment(known, current)];
  }, [config, current]);
}

/** How one environment is called, and what it asks of people. */
export function useEnvironmentOf(name: string): Environment {
  return findEnvironment(useEnvironments(), name);
}

/**
 * The environment in the address; the default one of the backend when absent.
 * Another environment is another page: what else was chosen is forgotten,
 * except for the fields in `keep`.
 */
export function useEnvironmentInAddress(keep: readonly string[] = []) {
  const [query, setQuery] = useSearchParams();
  const kept = keep.join(',');
  const choose = useCallback(
    (environment: string) =>
      setQuery(old => {
        const next = new URLSearchParams({ environment });
        for (const field of kept.split(',')) {
          const value = old.get(field);
          if (value) next.set(field, value);
        }
        return next;
      }),
    [setQuery, kept],
  );
  return { environment: query.get('environment') ?? undefined, choose };
}
