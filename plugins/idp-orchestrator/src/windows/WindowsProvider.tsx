import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  type ReactNode,
} from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { statusOf } from '../api/problemsIn';
import { useLoaded, type Loaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';

/** So often (ms) it is looked whether somebody has made or ended one. */
const EVERY_MS = 30_000;

export type LoadedWindows = Loaded<ChangeWindow[]> & { reload: () => void };

const UNASKED: LoadedWindows = { state: 'loading', reload: () => {} };

const Context = createContext<LoadedWindows>(UNASKED);

/**
 * Asks for the freezes and maintenance windows once for all of a page, and
 * again now and then. Whoever may not see them is not asked for again, since
 * each refusal is written down.
 */
export function WindowsProvider({ children }: { children: ReactNode }) {
  const api = useApi(orchestratorApiRef);
  const { reload, ...loaded } = useLoaded(
    useCallback(
      async signal => (await api.listWindows({}, { signal })).items,
      [api],
    ),
  );
  const isRefused = loaded.state === 'failed' && isForbidden(loaded.error);
  const refresh = useCallback(() => {
    if (!isRefused) reload();
  }, [isRefused, reload]);
  useRefresh(refresh, EVERY_MS);
  const value = loaded.state === 'ready' ? loaded.value : undefined;
  const error = loaded.state === 'failed' ? loaded.error : undefined;
  const windows = useMemo((): LoadedWindows => {
    if (value) return { state: 'ready', value, reload };
    return error ? { state: 'failed', error, reload } : { ...UNASKED, reload };
  }, [value, error, reload]);
  return <Context.Provider value={windows}>{children}</Context.Provider>;
}

function isForbidden(error: Error): boolean {
  const status = statusOf(error);
  return status === 401 || status === 403;
}

/** The windows that there are; for what says more with them than without. */
export function useWindows(): LoadedWindows {
  return useContext(Context);
}

/** The windows that are known; none while they are not. */
export function useKnownWindows(): ChangeWindow[] {
  const windows = useWindows();
  return windows.state === 'ready' ? windows.value : NONE;
}

const NONE: ChangeWindow[] = [];
