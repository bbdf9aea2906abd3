import { createContext, useCallback, useContext, type ReactNode } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Run,
  RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useReloadOn } from '../../api/useReloadOn';

/** So many are asked for; a run that starts more is told of in the list of runs. */
const MOST = 100;

const Context = createContext<RunSummary[]>([]);

/** Lets every part of the page name the runs that steps of this run started; asked for again when such a step begins or ends. */
export function ChildRunsProvider(props: { run: Run; children: ReactNode }) {
  const { id, steps } = props.run;
  const api = useApi(orchestratorApiRef);
  const states = steps
    .filter(step => step.uses === 'flow' && step.attempts > 0)
    .map(step => `${step.id}:${step.status}:${step.attempts}`)
    .join();
  const hasAny = states !== '';
  const { reload, ...loaded } = useLoaded(
    useCallback(
      async signal => {
        if (!hasAny) return NONE;
        const query = { tree: id, limit: MOST };
        const { items } = await api.listRuns(query, { signal });
        return items.filter(({ parent }) => parent?.runId === id);
      },
      [api, id, hasAny],
    ),
  );
  useReloadOn(states, reload);
  // Without them the page tells less, and nothing wrong.
  const children = loaded.state === 'ready' ? loaded.value : NONE;
  return <Context.Provider value={children}>{props.children}</Context.Provider>;
}

const NONE: RunSummary[] = [];

/** The runs that steps of the page's run started, newest first. */
export function useChildRuns(): RunSummary[] {
  return useContext(Context);
}
