import {
  describeValue,
  parseDuration,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { askIfMeant } from '../problems/nameNearest';
import { endOfDay, readDate, readMoment } from './localTime';
import { openZone, type Zone } from './Zone';

const MINUTE = 60_000;
const LONGEST = 366 * 24 * 60 * MINUTE;

interface Reading {
  zone: Zone;
  /** Where what is wrong is added. */
  problems: Problem[];
  /** The field that is read. */
  path?: string;
}

/** Opens a zone by its name; a name that is unknown is told with those that come near. */
export function readZone(name: string, problems: Problem[]): Zone | undefined {
  try {
    return openZone(name);
  } catch {
    const hint = askIfMeant(name, Intl.supportedValuesOf('timeZone'));
    problems.push({
      path: 'timezone',
      expected: `the name of a time zone, such as Europe/Berlin or UTC${hint && `. ${hint}`}`,
      got: describeValue(name),
    });
    return undefined;
  }
}

/** Reads a time: ISO with an offset, or local. */
export function readTime(text: string, reading: Reading): number {
  const { zone, problems, path = '' } = reading;
  const at = readMoment(text, zone);
  if (at !== undefined) return at;
  problems.push({
    path,
    expected:
      'a time such as 2026-12-24T18:00, in the time zone, or 2026-12-24T18:00:00Z',
    got: describeValue(text),
  });
  return 0;
}

/** Reads local days as midnights of UTC. */
export function readDays(texts: string[], problems: Problem[]): Set<number> {
  const days = texts.map((text, index) => {
    const day = readDate(text);
    if (day !== undefined) return day;
    problems.push({
      path: `except.${index}`,
      expected: 'a day such as 2026-12-24',
      got: describeValue(text),
    });
    return 0;
  });
  return new Set(days);
}

/** Reads the last instant or the last day that counts, as the first instant that does not. */
export function readUntil(text: string | undefined, reading: Reading): number {
  if (text === undefined) return Infinity;
  const { zone, problems } = reading;
  const day = readDate(text);
  if (day !== undefined) return endOfDay(day, zone);
  const at = readMoment(text, zone);
  if (at !== undefined) return at + 1;
  problems.push({
    path: 'until',
    expected:
      'a day such as 2026-12-24, which counts as a whole, or a time such as 2026-12-24T18:00',
    got: describeValue(text),
  });
  return Infinity;
}

/** Reads a length of time of at least a minute (ms). */
export function readDuration(
  path: string,
  text: string,
  problems: Problem[],
): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= MINUTE && ms <= LONGEST) return ms;
  problems.push({
    path,
    expected: 'a length of time from 1m to 366d, such as 90m, 6h or 1d',
    got: describeValue(text),
  });
  return MINUTE;
}
