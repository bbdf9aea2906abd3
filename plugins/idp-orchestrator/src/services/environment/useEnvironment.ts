import { useContext, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  ENVIRONMENT_FIELD,
  EnvironmentReactContext,
  type EnvironmentContext,
} from './EnvironmentProvider';

const NOWHERE = () => {};

/**
 * The environment that the page is about. On a page of another plugin, such as
 * that of an entity, it is the one that the address names, if it names one.
 */
export function useEnvironment(): EnvironmentContext {
  const context = useContext(EnvironmentReactContext);
  const [query] = useSearchParams();
  const named = query.get(ENVIRONMENT_FIELD) ?? undefined;
  const outside = useMemo(
    () => ({
      environment: named,
      environments: [],
      isDecided: true,
      choose: NOWHERE,
      adopt: NOWHERE,
    }),
    [named],
  );
  return context ?? outside;
}
