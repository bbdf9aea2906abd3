import { useEffect, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { RunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import type { RunView } from '../feed/RunFeed';

/**
 * All events of a run: those before the page was opened are read once, from
 * the start up to where the page's own stream begins; the stream brings the
 * rest.
 */
export function useRunEvents(view: RunView): {
  events: RunEvent[];
  error?: Error;
} {
  const api = useApi(orchestratorApiRef);
  const [earlier, setEarlier] = useState<RunEvent[]>([]);
  const [error, setError] = useState<Error>();
  const { id } = view.run;
  const firstLive = view.events[0]?.seq ?? Infinity;

  useEffect(() => {
    const abort = new AbortController();
    const read = async () => {
      const found: RunEvent[] = [];
      const entries = api.watchRun(id, {
        include: 'events',
        signal: abort.signal,
      });
      for await (const entry of entries) {
        if (entry.kind !== 'event' || entry.event.seq >= firstLive) break;
        found.push(entry.event);
        setEarlier(found.slice());
      }
    };
    read().catch(failure => {
      if (!abort.signal.aborted) setError(failure);
    });
    return () => abort.abort();
  }, [api, id, firstLive]);

  return {
    events: useMemo(
      () => [...earlier.filter(event => event.seq < firstLive), ...view.events],
      [earlier, firstLive, view.events],
    ),
    error,
  };
}
