import type { Zone } from './Zone';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?$/;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2999;
const DAY = 86_400_000;

/** The first instant that nothing is asked about: the year 3000. */
export const END_OF_TIME = Date.UTC(LAST_YEAR + 1, 0, 1);

/**
 * Reads an instant: ISO with an offset, or a local time of the zone. A local
 * time that comes twice is the first; one that the clocks pass over is the
 * first instant after. Undefined when it is neither.
 */
export function readMoment(text: string, zone: Zone): number | undefined {
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const local = fieldsToMs(match.slice(1, 8));
  if (local === undefined) return undefined;
  const offset = match[8];
  if (offset === undefined) return zone.instantOf(local);
  const ahead = readOffset(offset);
  return ahead === undefined ? undefined : local - ahead;
}

/** Reads a date as its midnight by UTC; undefined when there is no such day. */
export function readDate(text: string): number | undefined {
  const match = DATE.exec(text);
  return match ? fieldsToMs(match.slice(1)) : undefined;
}

/** The first instant after a local day. */
export function endOfDay(midnight: number, zone: Zone): number {
  return zone.instantOf(midnight + DAY);
}

/** The midnight, by UTC, of the day that a local time is on. */
export function dayOf(local: number): number {
  return Math.floor(local / DAY) * DAY;
}

/** Writes a local time as `2026-10-25T02:30`. */
export function writeLocal(local: number): string {
  return new Date(local).toISOString().slice(0, 16);
}

/** Writes an offset (ms) as `+02:00`. */
export function writeOffset(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (amount: number) => String(amount).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function fieldsToMs(fields: string[]): number | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = fields
    .slice(0, 6)
    .map(field => Number(field ?? 0));
  const ms = Number((fields[6] ?? '0').padEnd(3, '0'));
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const date = new Date(at);
  // A date that does not exist, such as 30 February, would become another one.
  const exists =
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return exists ? at : undefined;
}

function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [hours, minutes] = text.slice(1).split(':').map(Number);
  if (hours > 18 || minutes > 59) return undefined;
  const ms = (hours * 60 + minutes) * 60_000;
  return text.startsWith('-') ? -ms : ms;
}
