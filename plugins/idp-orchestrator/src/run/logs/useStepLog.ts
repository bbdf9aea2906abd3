import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { statusOf } from '../../api/problemsIn';
import type { FeedConnection, RunFeed } from '../feed/RunFeed';
import { PAGE_LINES, StepLog, type StepLogView } from './StepLog';

/** The pause (ms) before lines are asked for again that could not be read. */
const RETRY_AFTER_MS = 2_000;

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
    const stopLines = feed.onLine(line => {
      if (line.stepId === step && line.attempt === attempt) log.show(line);
    });
    log.want(1, PAGE_LINES);
    return () => {
      stop();
      stopLines();
    };
  }, [feed, log, step, attempt]);

  // What could not be read while the backend was away is read when it is back.
  useEffect(() => {
    if (!isAway(connection) && log.getView().error) log.retry();
  }, [connection, log]);

  const view = useSyncExternalStore(log.subscribe, log.getView);
  // A backend that has just come back may still say that it is not there.
  const { error } = view;
  useEffect(() => {
    if (isAway(connection) || !error || isRefusal(error)) return undefined;
    const timer = setTimeout(() => log.retry(), RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connection, error, log]);
  return { log, view: isAway(connection) ? withoutError(view) : view };
}

/** The backend has answered, and will not answer otherwise. */
function isRefusal(error: Error): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500;
}

function isAway(connection: FeedConnection): boolean {
  return connection === 'connecting' || connection === 'reconnecting';
}

/** The header says already that the backend is away; the lines that are here stay. */
function withoutError(view: StepLogView): StepLogView {
  return { ...view, error: undefined };
}
