import { useCallback } from 'react';
import { newScheduleRouteRef } from '../routes';
import { addQuery, usePluginLink } from '../usePluginLink';

/** The field of the address that names what a new schedule starts. */
export const FLOW_FIELD = 'flow';

/** Where a schedule of a flow is made. */
export function useScheduleLink() {
  const link = usePluginLink(newScheduleRouteRef);
  return useCallback(
    (flowId: string) => addQuery(link(), { [FLOW_FIELD]: flowId }),
    [link],
  );
}
