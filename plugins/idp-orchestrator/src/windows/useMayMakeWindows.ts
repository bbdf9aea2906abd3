import { usePermission } from '@backstage/plugin-permission-react';
import { windowCreatePermission } from '@idp/backstage-plugin-idp-orchestrator-common';

/** Whether the reader may make windows, and end those that were made by a call. */
export function useMayMakeWindows(): boolean {
  return usePermission({ permission: windowCreatePermission }).allowed;
}
