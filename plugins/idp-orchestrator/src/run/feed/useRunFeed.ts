import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { RunFeed, type RunView } from './RunFeed';

/** The run as it is now, before it is followed. */
export function useLoadedRun(runId: string) {
  const api = useApi(orchestratorApiRef);
  return useLoaded(
    useCallback(signal => api.getRun(runId, {}, { signal }), [api, runId]),
  );
}

/** Follows a run for as long as the page shows it; again when one that was over goes on. */
export function useRunFeed(run: Run): {
  feed: RunFeed;
  view: RunView;
  followAgain: () => void;
} {
  const api = useApi(orchestratorApiRef);
  const feed = useMemo(() => new RunFeed(api, run), [api, run]);

  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    // It tells of its failures itself, in the view.
    void feed.follow(abort.signal);
    return () => abort.abort();
  }, [feed, turn]);

  const followAgain = useCallback(() => setTurn(last => last + 1), []);
  return {
    feed,
    followAgain,
    view: useSyncExternalStore(feed.subscribe, feed.getView),
  };
}
