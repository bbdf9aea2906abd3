import {
  describeValue,
  type Problem,
  type ScheduleTiming,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { badInput } from '../../problems/badInput';

/**
 * How Windmill reads a pattern: `v1` counts weekdays from 1 (Sunday) to 7, and
 * wants both the day of the month and the weekday to match; `v2` reads both as
 * they are read here.
 */
const VERSIONS = ['v1', 'v2'];

/** The last minute, hour, day of the month and month. */
const LAST = [59, 23, 31, 12];

/** A pattern as Windmill's clients send it. */
export interface CronText {
  schedule: string;
  cron_version?: string | null;
}

/**
 * Reads a pattern of Windmill, of six fields, seconds first, as one of five. A
 * pattern that would be due at other times here is refused.
 *
 * @throws InputError
 */
export function cronOf({ schedule, cron_version }: CronText): string {
  const version = cron_version || undefined;
  if (version !== undefined && !VERSIONS.includes(version)) {
    throw refuse('cron_version', VERSIONS.join(' or '), version);
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 6) {
    throw refuse(
      'schedule',
      'six fields, second, minute, hour, day of the month, month and weekday, such as 0 30 2 * * MON-FRI',
      schedule,
    );
  }
  const [second, ...others] = fields;
  if (!/^0+$/.test(second)) {
    throw refuse(
      'schedule',
      '0 as its first field, since what is due here is due at full minutes',
      second,
    );
  }
  const [minute, hour, day, month, weekday] = others
    .map(field => (field === '?' ? '*' : field))
    .map((field, index) => closeSteps(field, LAST[index]));
  if (version !== 'v2' && day !== '*' && weekday !== '*') {
    throw refuse(
      'schedule',
      'cron_version v2 where a day of the month and a weekday are given, since either is enough here, and v1 wants both',
      schedule,
    );
  }
  if (version === undefined && /\d/.test(weekday)) {
    throw refuse(
      'cron_version',
      'v1 (1 is Sunday) or v2 (1 is Monday), or weekdays as names, such as MON-FRI',
      weekday,
    );
  }
  const own = version === 'v1' ? countFromZero(weekday) : weekday;
  return [minute, hour, day, month, own].join(' ');
}

/** Writes a step that begins somewhere, such as `5/15`, with its end, as it is written here. */
function closeSteps(field: string, last?: number): string {
  if (last === undefined) return field;
  const parts = field.split(',');
  return parts
    .map(part => part.replace(/^(\d+)\/(\d+)$/, `$1-${last}/$2`))
    .join(',');
}

/** Writes weekdays that are counted from 1 as those that are counted from 0; steps stay. */
function countFromZero(weekdays: string): string {
  const parts = weekdays.split(',').map(part => {
    const [, first, last, step] = /^(\d+)(?:-(\d+))?(\/\d+)?$/.exec(part) ?? [];
    if (first === undefined) return part;
    const days = [first, last].filter(day => day !== undefined).map(Number);
    if (days.some(day => day < 1 || day > 7)) {
      throw refuse('schedule', 'weekdays from 1 (Sunday) to 7', part);
    }
    // One day with a step goes on to the end of the week.
    if (step !== undefined && last === undefined) days.push(7);
    return `${days.map(day => day - 1).join('-')}${step ?? ''}`;
  });
  return parts.join(',');
}

/**
 * Writes when a schedule is due for Windmill's clients: a pattern of six fields
 * (`v2`), or what it is instead, where there is no such pattern for it.
 */
export function cronTextOf({ cron, every, at }: ScheduleTiming): string {
  const patterns = typeof cron === 'string' ? [cron] : cron;
  if (patterns) return patterns.map(pattern => `0 ${pattern}`).join(' | ');
  return every === undefined ? `at ${at?.join(', ')}` : `every ${every}`;
}

function refuse(path: string, expected: string, got: string) {
  const problem: Problem = { path, expected, got: describeValue(got) };
  return badInput('The schedule', [problem]);
}
