import {
  LONGEST_CALENDAR_DAYS,
  type CalendarQuery,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CalendarSpan } from '../../forecast';
import { badInput } from '../../problems/badInput';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 28;

/**
 * Reads what a calendar is about, from now on when its query does not say.
 *
 * @throws InputError
 */
export function readSpan(
  { from, to }: CalendarQuery,
  now: number,
): CalendarSpan {
  const begin = from === undefined ? now : Date.parse(from);
  const end = to === undefined ? begin + USUAL_DAYS * DAY_MS : Date.parse(to);
  if (end > begin && end - begin <= LONGEST_CALENDAR_DAYS * DAY_MS) {
    return { from: begin, to: end };
  }
  throw badInput('The query', [
    {
      path: 'to',
      expected: `a time after from (${new Date(begin).toISOString()}), at most ${LONGEST_CALENDAR_DAYS} days later`,
      got: new Date(end).toISOString(),
    },
  ]);
}
