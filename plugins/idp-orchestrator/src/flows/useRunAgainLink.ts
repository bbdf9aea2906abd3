import { useCallback } from 'react';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowRouteRef } from '../routes';
import { addQuery, usePluginLink } from '../usePluginLink';

/**
 * Where the form of a run's flow is, to be filled in as that run was. The form
 * reads the run itself: it knows what is secret, and an address is no place
 * for that.
 */
export function useRunAgainLink() {
  const flowLink = usePluginLink(flowRouteRef);
  return useCallback(
    ({ flowId, id }: Pick<Run, 'flowId' | 'id'>) =>
      addQuery(flowLink({ flowId }), { again: id }),
    [flowLink],
  );
}
