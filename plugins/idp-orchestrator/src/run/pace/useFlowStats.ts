import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  FlowStats,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';

/**
 * How runs of the same flow went in the same environment in the last month.
 * Nothing when it is not told: the run is shown without a comparison then.
 */
export function useFlowStats(run: Run): FlowStats | undefined {
  const { flowId, environment } = run;
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.getStats({ flow: flowId, environment }, { signal }),
      [api, flowId, environment],
    ),
  );
  if (loaded.state !== 'ready') return undefined;
  return loaded.value.flows.find(one => one.flowId === flowId);
}
