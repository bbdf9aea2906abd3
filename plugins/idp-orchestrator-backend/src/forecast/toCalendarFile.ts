import type {
  Calendar,
  CalendarItem,
  CalendarWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** The longest line of a calendar file, in octets, without its end. */
const LONGEST_LINE = 75;

/** What stands in a calendar file besides the calendar. */
export interface CalendarFileOptions {
  /** When it is made (ms since 1970). */
  now: number;
  /** Where people see a run, without its id. */
  runsUrl: string;
}

/**
 * Writes a calendar as a file that calendars read (iCalendar, RFC 5545). An event
 * has the same UID whenever the file is made. There are neither inputs nor
 * reasons in it, since calendars keep it where others may read it.
 */
export function toCalendarFile(
  { items, windows, incomplete }: Calendar,
  options: CalendarFileOptions,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//IDP Orchestrator//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    textLine('X-WR-CALNAME', 'IDP Orchestrator'),
    ...(incomplete === undefined ? [] : [textLine('X-WR-CALDESC', incomplete)]),
    ...windows.flatMap(window => eventOfWindow(window, options)),
    ...items.flatMap(item => eventOfItem(item, options)),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${foldLine(line)}\r\n`).join('');
}

function eventOfItem(
  item: CalendarItem,
  { now, runsUrl }: CalendarFileOptions,
): string[] {
  const { scheduleId, title, dueAt, startsAt, endsAt, runId } = item;
  return [
    'BEGIN:VEVENT',
    `UID:schedule-${scheduleId}-${toStamp(dueAt)}@${hostOf(runsUrl)}`,
    `DTSTAMP:${toStamp(now)}`,
    `DTSTART:${toStamp(startsAt ?? dueAt)}`,
    ...(endsAt === undefined ? [] : [`DTEND:${toStamp(endsAt)}`]),
    textLine('SUMMARY', title),
    textLine('DESCRIPTION', describe(item)),
    `STATUS:${statusOf(item)}`,
    'TRANSP:TRANSPARENT',
    ...(runId === undefined ? [] : [`URL:${runsUrl}/${runId}`]),
    'END:VEVENT',
  ];
}

function describe(item: CalendarItem): string {
  const { scheduleId, flow, environment, result, outcome } = item;
  const what = `Schedule ${scheduleId} starts ${flow} in ${environment}.`;
  if (outcome !== undefined) return `${what} What became of it: ${outcome}.`;
  return result === 'ok' ? what : `${what} It will not be started: ${result}.`;
}

function statusOf({ result, outcome }: CalendarItem): string {
  if (result === 'ok') return 'CONFIRMED';
  // What lies ahead may still be put right.
  return outcome === undefined ? 'TENTATIVE' : 'CANCELLED';
}

function eventOfWindow(
  { id, title, kind, environments, from, to }: CalendarWindow,
  { now, runsUrl }: CalendarFileOptions,
): string[] {
  const where =
    environments.length === 0 ? 'every environment' : environments.join(', ');
  const what = kind === 'freeze' ? 'Freeze' : 'Maintenance window';
  return [
    'BEGIN:VEVENT',
    `UID:window-${escapeText(id)}-${toStamp(from)}@${hostOf(runsUrl)}`,
    `DTSTAMP:${toStamp(now)}`,
    `DTSTART:${toStamp(from)}`,
    `DTEND:${toStamp(to)}`,
    textLine('SUMMARY', title),
    textLine('DESCRIPTION', `${what} of ${where}.`),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** Writes a time as calendars do, in UTC, to the second. */
function toStamp(time: number | string): string {
  return new Date(time).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}

function textLine(name: string, text: string): string {
  return `${name}:${escapeText(text)}`;
}

function escapeText(text: string): string {
  return (
    text
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\r\n|\r|\n/g, '\\n')
      // eslint-disable-next-line no-control-regex -- calendars refuse the others
      .replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
  );
}

/** Breaks a line where it is too long, never within a letter; what goes on begins with a space. */
export function foldLine(line: string): string {
  let folded = '';
  let length = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (length + size > LONGEST_LINE) {
      folded += '\r\n ';
      length = 1;
    }
    folded += letter;
    length += size;
  }
  return folded;
}
