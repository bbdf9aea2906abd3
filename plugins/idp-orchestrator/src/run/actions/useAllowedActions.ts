import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Run,
  RunAction,
  RunActionOffer,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useReloadOn } from '../../api/useReloadOn';

/** Whether this reader can do an action to the run as it stands, as far as the backend has told. */
export interface AllowedActions {
  /** Not told yet. */
  loading: boolean;
  /** What stands against it; nothing when it is allowed, or when the backend did not tell: then it refuses the action itself. */
  whyNot(action: RunAction): string | undefined;
}

/** Asks the backend who may what, and again whenever something decides it anew. */
export function useAllowedActions(run: Run): AllowedActions {
  const api = useApi(orchestratorApiRef);
  const { reload, ...loaded } = useLoaded(
    useCallback(
      signal => api.allowedActions(run.id, { signal }),
      [api, run.id],
    ),
  );
  useReloadOn(describeState(run), reload);
  const items: RunActionOffer[] =
    loaded.state === 'ready' ? loaded.value.items : [];
  return {
    loading: loaded.state === 'loading',
    whyNot: action => {
      const offer = items.find(one => one.action === action);
      return offer && !offer.allowed ? (offer.because ?? '') : undefined;
    },
  };
}

/** All of a run that an action may depend on. */
function describeState(run: Run): string {
  const asking = run.steps
    .filter(({ waitingFor }) => waitingFor !== undefined)
    .map(({ id, answers }) => `${id}:${answers?.length ?? 0}`);
  const { status, pause, cancellation, windowOverrides } = run;
  const overrides = windowOverrides?.length;
  return [status, pause?.at, cancellation?.at, overrides, ...asking].join();
}
