import {
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { Cron } from 'croner';
import type { CronPattern } from './cronTimes';

/** The fields of a pattern: what they may say, and the characters that do. */
const FIELDS = [
  {
    expected: 'minutes from 0 to 59, such as 30, 0,30 or */15',
    of: /^[\d*,/-]+$/,
  },
  { expected: 'hours from 0 to 23, such as 2, 9-17 or */6', of: /^[\d*,/-]+$/ },
  {
    expected: 'days of the month from 1 to 31, such as 1, 1,15, L or 15W',
    of: /^[\d*,/LW-]+$/i,
  },
  {
    expected: 'months from 1 to 12, such as 6, 1-3 or JAN',
    of: /^[\dA-Z*,/-]+$/i,
  },
  {
    expected:
      'weekdays from 0 to 7 (0 and 7 are Sunday), such as 1-5, MON or 1#1',
    of: /^[\dA-Z*,/#-]+$/i,
  },
];
const FIVE =
  'five fields, minute, hour, day of the month, month and weekday, such as 30 2 * * 1-5';
/** A time before all that a pattern may be due at. */
const BEGINNING = new Date(0);

/** Reads a pattern of cron, or says in our own words what is wrong with it. */
export function readCron(
  text: string,
  path: string,
): { pattern: CronPattern } | { problem: Problem } {
  const problem = (expected: string, got: unknown) => ({
    problem: { path, expected, got: describeValue(got) },
  });
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return problem(FIVE, text);
  const wrong = fields.findIndex((field, index) => !isField(field, index));
  if (wrong >= 0) return problem(FIELDS[wrong].expected, fields[wrong]);
  const cron = openCron(fields);
  if (!cron) return problem(FIVE, text);
  if (!cron.nextRun(BEGINNING)) {
    return problem('days that exist; this pattern is never due', text);
  }
  return {
    pattern: {
      cron,
      hours: hoursOf(fields[1]),
      eitherDay: fields[2] !== '*' && fields[4] !== '*',
    },
  };
}

function isField(field: string, index: number): boolean {
  const alone = FIELDS.map((_, other) => (other === index ? field : '*'));
  return FIELDS[index].of.test(field) && openCron(alone) !== undefined;
}

function openCron(fields: string[]): Cron | undefined {
  try {
    return new Cron(fields.join(' '), {
      utcOffset: 0,
      mode: '5-part',
      paused: true,
    });
  } catch {
    // What it says is about its own fields, of which there are six.
    return undefined;
  }
}

function hoursOf(field: string): CronPattern['hours'] {
  const everyOne = /^(\*|\*\/1|0-23|0-23\/1)$/;
  if (field.split(',').some(part => everyOne.test(part))) return 'every';
  return /[*/-]/.test(field) ? 'through' : 'fixed';
}
