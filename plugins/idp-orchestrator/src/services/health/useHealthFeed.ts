import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { HealthFeed, type HealthView } from './HealthFeed';

/** Follows the health of an environment (the default one when absent) for as long as the page shows it. */
export function useHealthFeed(environment?: string): HealthView {
  const api = useApi(orchestratorApiRef);
  const feed = useMemo(
    () => new HealthFeed(api, environment),
    [api, environment],
  );

  useEffect(() => {
    const abort = new AbortController();
    // It tells of its failures itself, in the view.
    void feed.follow(abort.signal);
    return () => abort.abort();
  }, [feed]);

  return useSyncExternalStore(feed.subscribe, feed.getView);
}
