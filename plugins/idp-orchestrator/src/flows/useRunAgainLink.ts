import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowRouteRef } from '../routes';
import { writeFlowValues } from './flowValues';

/**
 * Where the form of a run's flow is, filled in as that run was. Secret inputs
 * need not be left out here: a run's input that the backend tells holds none.
 */
export function useRunAgainLink() {
  const flowLink = useRouteRef(flowRouteRef);
  return useCallback(
    ({ flowId, input, environment, reason }: Run) => {
      const query = writeFlowValues({ input, environment, reason }, {});
      return `${flowLink({ flowId })}?${query}`;
    },
    [flowLink],
  );
}
