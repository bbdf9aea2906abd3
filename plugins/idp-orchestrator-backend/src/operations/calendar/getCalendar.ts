import {
  CONTRACTS,
  scheduleReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { makeCalendar } from './makeCalendar';

/** Shows what was and will be started at its times, and what gets in its way. */
export const getCalendar = defineOperation(CONTRACTS.getCalendar, {
  audit: {
    records: 'refusals',
    action: 'schedule.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  run: (parts, { caller, input }) => makeCalendar(parts, caller, input),
});
