import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowRouteRef } from '../routes';

/**
 * Where the form of a run's flow is, to be filled in as that run was. The form
 * reads the run itself: it knows what is secret, and an address is no place
 * for that.
 */
export function useRunAgainLink() {
  const flowLink = useRouteRef(flowRouteRef);
  return useCallback(
    ({ flowId, id }: Pick<Run, 'flowId' | 'id'>) =>
      `${flowLink({ flowId })}?${new URLSearchParams({ again: id })}`,
    [flowLink],
  );
}
