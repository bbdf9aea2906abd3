import { writeCalendarFile } from '../../operations/calendar/getCalendarFile';
import type { SendAnswer } from './SendAnswer';

/** Sends what is started when as a file that calendars read. */
export const sendCalendar: SendAnswer = async (
  { res },
  { caller, query, perform },
) => {
  const text = await perform(writeCalendarFile, caller, query);
  // Texts are in UTF-8 unless they say otherwise, and some readers want to be told.
  res
    .attachment('calendar.ics')
    .type('text/calendar; charset=utf-8')
    .send(text);
};
