import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded, type Loaded } from '../../api/useLoaded';
import {
  fromFirstLook,
  layOutHistory,
  type HistorySpan,
} from './layOutHistory';

const DAY_MS = 86_400_000;

interface HistoryOf {
  name: string;
  environment?: string;
  days: number;
}

/** The last days of a service, as far as it was looked at then. */
export function useHistory(
  of: HistoryOf,
): Loaded<HistorySpan[]> & { reload: () => void } {
  const { name, environment, days } = of;
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      async signal => {
        const to = Date.now();
        const from = to - days * DAY_MS;
        const since = new Date(from).toISOString();
        const { entries } = await api.getServiceHistory(
          name,
          { environment, since },
          { signal },
        );
        return { entries, from, to };
      },
      [api, name, environment, days],
    ),
  );
  const told = loaded.state === 'ready' ? loaded.value : undefined;
  const spans = useMemo(
    () => (told ? fromFirstLook(layOutHistory(told.entries, told)) : []),
    [told],
  );
  return loaded.state === 'ready'
    ? { state: 'ready', value: spans, reload: loaded.reload }
    : loaded;
}
