import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import type { FeedConnection, RunFeed } from '../feed/RunFeed';
import { PAGE_LINES, StepLog, type StepLogView } from './StepLog';

interface Followed {
  feed: RunFeed;
  runId: string;
  step: string;
  attempt: number;
}

/** The log of one attempt, loaded by range and extended by the page's stream. */
export function useStepLog(of: Followed): { log: StepLog; view: StepLogView } {
  const { feed, runId, step, attempt } = of;
  const api = useApi(orchestratorApiRef);
  const { connection } = useSyncExternalStore(feed.subscribe, feed.getView);
  const log = useMemo(
    () =>
      new StepLog((from, to) =>
        api.readLogs(runId, { step, attempt, from, to }),
      ),
    [api, runId, step, attempt],
  );

  useEffect(() => {
    // Listen first, then read: lines that come in between are told twice, never not at all.
    const stop = feed.onChunk(chunk => {
      if (chunk.stepId === step && chunk.attempt === attempt) log.append(chunk);
    });
    log.want(1, PAGE_LINES);
    return stop;
  }, [feed, log, step, attempt]);

  // What could not be read while the backend was away is read when it is back.
  useEffect(() => {
    if (!isAway(connection) && log.getView().error) log.retry();
  }, [connection, log]);

  const view = useSyncExternalStore(log.subscribe, log.getView);
  return { log, view: isAway(connection) ? withoutError(view) : view };
}

function isAway(connection: FeedConnection): boolean {
  return connection === 'connecting' || connection === 'reconnecting';
}

/** The header says already that the backend is away; the lines that are here stay. */
function withoutError(view: StepLogView): StepLogView {
  return { ...view, error: undefined };
}
