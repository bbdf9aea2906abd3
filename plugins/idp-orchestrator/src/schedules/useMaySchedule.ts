import { usePermission } from '@backstage/plugin-permission-react';
import {
  scheduleCreatePermission,
  scheduleTriggerPermission,
  scheduleUpdatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What the reader may do with schedules; what they start is asked about when they do. */
export function useMaySchedule() {
  return {
    create: usePermission({ permission: scheduleCreatePermission }).allowed,
    update: usePermission({ permission: scheduleUpdatePermission }).allowed,
    trigger: usePermission({ permission: scheduleTriggerPermission }).allowed,
  };
}
