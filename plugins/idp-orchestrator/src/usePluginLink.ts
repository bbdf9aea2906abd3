import { useCallback } from 'react';
import {
  useRouteRef,
  type RouteFunc,
  type SubRouteRef,
} from '@backstage/core-plugin-api';
import type { AnyRouteRefParams } from '@backstage/frontend-plugin-api';
import { ENVIRONMENT_FIELD } from './services/environment/EnvironmentProvider';
import { useEnvironment } from './services/environment/useEnvironment';

/** Makes the addresses of a page, which keep the environment that this page is about. */
export function usePluginLink<Params extends AnyRouteRefParams>(
  routeRef: SubRouteRef<Params>,
): RouteFunc<Params> {
  const link = useRouteRef(routeRef);
  const { environment } = useEnvironment();
  return useCallback(
    (...params) =>
      addQuery(link(...params), { [ENVIRONMENT_FIELD]: environment }),
    [link, environment],
  );
}

/** An address with these fields set in its query; those without a value are left as they are. */
export function addQuery(
  address: string,
  fields: Record<string, string | undefined>,
): string {
  const [path, search = ''] = address.split('?');
  const query = new URLSearchParams(search);
  for (const [field, value] of Object.entries(fields)) {
    if (value) query.set(field, value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
