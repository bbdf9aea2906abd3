import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { useReloadOn } from '../api/useReloadOn';

const GOING_ON = 'queued,running,waiting,paused,cancelling';
const SHOWN = 20;

/** How often the list is asked again while it is looked at, in ms. */
const REFRESH_MS = 10_000;

/** The runs that go on now, in every environment; asked again when the health of services changes, too. */
export function useRunsGoingOn(heard?: PlatformHealth) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.listRuns({ status: GOING_ON, limit: SHOWN }, { signal }),
      [api],
    ),
  );
  useRefresh(loaded.reload, REFRESH_MS);
  const states = heard?.services.map(({ status }) => status).join();
  useReloadOn(states, loaded.reload);
  return loaded;
}
