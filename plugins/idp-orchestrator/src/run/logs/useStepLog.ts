import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import type { RunFeed } from '../feed/RunFeed';
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

  return { log, view: useSyncExternalStore(log.subscribe, log.getView) };
}
