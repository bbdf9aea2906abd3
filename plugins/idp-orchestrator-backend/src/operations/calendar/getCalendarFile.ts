import {
  CONTRACTS,
  scheduleReadPermission,
  type CalendarQuery,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { toCalendarFile } from '../../forecast';
import { defineAnswer, defineInner } from '../defineOperation';
import { makeCalendar } from './makeCalendar';

/** Writes what `getCalendar` shows as a file that calendars read. */
export const writeCalendarFile = defineInner<CalendarQuery>()({
  audit: {
    records: 'refusals',
    action: 'schedule.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) =>
    gate.require(caller, scheduleReadPermission),
  async run(parts, { caller, input }) {
    const calendar = await makeCalendar(parts, caller, input);
    const { clock, runsUrl } = parts;
    return toCalendarFile(calendar, { now: clock.now(), runsUrl });
  },
});

export const getCalendarFile = defineAnswer(
  CONTRACTS.getCalendarFile,
  'calendar',
);
