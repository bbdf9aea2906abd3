import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../../api/orchestratorApi';
import { LogSearch, type LogSearchView } from './LogSearch';

interface Searched {
  runId: string;
  step: string;
  attempt: number;
  /** What is looked for; nothing is asked while it is empty. */
  text: string;
  /** Lines there are; what is new is looked through as well. */
  total?: number;
}

/** How long to wait for more lines of a log that grows, so that not every one is asked about. */
const GROWTH_MS = 1_000;

/** What a search of one attempt's log has found so far. */
export function useLogSearch(of: Searched): LogSearchView {
  const { runId, step, attempt, text, total = 0 } = of;
  const api = useApi(orchestratorApiRef);
  const search = useMemo(
    () =>
      new LogSearch((from, signal) =>
        api.readLogs(runId, { step, attempt, from, search: text }, { signal }),
      ),
    [api, runId, step, attempt, text],
  );

  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (!text) return undefined;
    const abort = new AbortController();
    // It tells of its failures itself, in the view.
    void search.run(abort.signal);
    return () => abort.abort();
  }, [search, text, turn]);

  const view = useSyncExternalStore(search.subscribe, search.getView);
  const hasGrown =
    Boolean(text) &&
    !view.searching &&
    !view.error &&
    total > (view.total ?? total);

  useEffect(() => {
    if (!hasGrown) return undefined;
    const timer = setTimeout(() => setTurn(last => last + 1), GROWTH_MS);
    return () => clearTimeout(timer);
  }, [hasGrown]);

  return view;
}
