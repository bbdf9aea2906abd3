import { useCallback } from 'react';
import { runRouteRef } from '../routes';
import { addQuery, usePluginLink } from '../usePluginLink';

/** The address of a run with one of its steps chosen. */
export function useStepLink() {
  const link = usePluginLink(runRouteRef);
  return useCallback(
    ({ runId, stepId }: { runId: string; stepId?: string }) =>
      addQuery(link({ runId }), { step: stepId }),
    [link],
  );
}
