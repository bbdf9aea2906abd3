import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  PlatformHealth,
  RunPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded, type Loaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { useReloadOn } from '../api/useReloadOn';

const GOING_ON = 'queued,running,waiting,paused,cancelling';
const SHOWN = 20;
const OPEN_SHOWN = 6;
/** Among so many runs it is looked which flows ran lately. */
const LOOKED_AT = 30;

/** How often the list is asked again while it is looked at, in ms. */
const REFRESH_MS = 10_000;

export type LoadedRuns = Loaded<RunPage> & { reload: () => void };

export interface OverviewRuns {
  /** What runs now, or waits. */
  goingOn: LoadedRuns;
  /** What failed and nobody has dealt with. */
  open: LoadedRuns;
  /** The newest, however they are. */
  latest: LoadedRuns;
  reload: () => void;
}

/**
 * The runs that the overview tells of. Those that go on are asked again from
 * time to time; failures and the newest only when one of those began, was held up
 * or has ended, or the reader comes back.
 */
export function useOverviewRuns(
  environment: string | undefined,
  heard?: PlatformHealth,
): OverviewRuns {
  const api = useApi(orchestratorApiRef);
  const goingOn = useLoaded(
    useCallback(
      signal =>
        api.listRuns(
          { status: GOING_ON, environment, limit: SHOWN },
          { signal },
        ),
      [api, environment],
    ),
  );
  const open = useLoaded(
    useCallback(
      signal =>
        api.listRuns(
          { open: true, environment, limit: OPEN_SHOWN },
          { signal },
        ),
      [api, environment],
    ),
  );
  const latest = useLoaded(
    useCallback(
      signal => api.listRuns({ environment, limit: LOOKED_AT }, { signal }),
      [api, environment],
    ),
  );
  const { reload: reloadGoingOn } = goingOn;
  const { reload: reloadOpen } = open;
  const { reload: reloadLatest } = latest;
  const reloadOthers = useCallback(() => {
    reloadOpen();
    reloadLatest();
  }, [reloadOpen, reloadLatest]);
  useRefresh(reloadGoingOn, REFRESH_MS);
  useRefresh(reloadOthers);
  useReloadOn(
    heard?.services
      .map(({ status, pending }) => status + pending?.runId)
      .join(),
    reloadGoingOn,
  );
  useReloadOn(
    goingOn.state === 'ready'
      ? goingOn.value.items.map(({ id, status }) => id + status).join()
      : undefined,
    reloadOthers,
  );
  return useMemo(
    () => ({
      goingOn,
      open,
      latest,
      reload: () => {
        reloadGoingOn();
        reloadOthers();
      },
    }),
    [goingOn, open, latest, reloadGoingOn, reloadOthers],
  );
}
