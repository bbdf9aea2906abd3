import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { isOver } from '../state/isOver';
import { toListRunsQuery, type RunFilter } from './runFilter';

const PAGE_SIZE = 25;

/** How often the list is asked again while a run on it is unfinished, in ms. */
const REFRESH_MS = 5_000;

/** One page of the history; asked again while something on it goes on, and when somebody comes back to it. */
export function useRunPage(filter: RunFilter) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.listRuns(toListRunsQuery(filter, PAGE_SIZE), { signal }),
      [api, filter],
    ),
  );
  const { reload } = loaded;
  const unfinished =
    loaded.state === 'ready' &&
    loaded.value.items.some(run => !isOver(run.status));

  useEffect(() => {
    window.addEventListener('focus', reload);
    return () => window.removeEventListener('focus', reload);
  }, [reload]);

  useEffect(() => {
    if (!unfinished) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [unfinished, reload]);

  return loaded;
}
