import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { isOver } from '../state/isOver';
import { toListRunsQuery, type RunFilter } from './runFilter';

/** How often the list is asked again while a run on it is unfinished, in ms. */
const REFRESH_MS = 5_000;

/** One page of the history; asked again while something on it goes on, and when somebody comes back to it. */
export function useRunPage(filter: RunFilter, size: number) {
  const api = useApi(orchestratorApiRef);
  // What is chosen changes nothing about what is asked.
  const query = JSON.stringify(toListRunsQuery(filter, size));
  const loaded = useLoaded(
    useCallback(
      signal => api.listRuns(JSON.parse(query), { signal }),
      [api, query],
    ),
  );
  const unfinished =
    loaded.state === 'ready' &&
    loaded.value.items.some(run => !isOver(run.status));
  useRefresh(loaded.reload, unfinished ? REFRESH_MS : undefined);
  return loaded;
}
