import {
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CronPattern } from './cronTimes';
import { openCron } from './openCron';

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
/** All minutes, hours, days, months and weekdays, one by one, are shorter. */
const LONGEST = 500;
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
  if (text.length > LONGEST) {
    return problem(`at most ${LONGEST} characters`, text);
  }
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return problem(FIVE, text);
  const pattern = fields.join(' ');
  if (!isTaken(fields)) {
    const wrong = fields.findIndex((field, index) => !isTakenAt(field, index));
    if (wrong < 0) return problem(FIVE, text);
    return problem(FIELDS[wrong].expected, fields[wrong]);
  }
  if (!openCron(pattern).nextRun(BEGINNING)) {
    return problem('days that exist; this pattern is never due', text);
  }
  return {
    pattern: {
      text: pattern,
      hours: hoursOf(fields[1]),
      eitherDay: fields[2] !== '*' && fields[4] !== '*',
    },
  };
}

/** Whether a field can be read, whatever the others are. */
function isTakenAt(field: string, index: number): boolean {
  return isTaken(FIELDS.map((_, other) => (other === index ? field : '*')));
}

function isTaken(fields: string[]): boolean {
  if (!fields.every((field, index) => FIELDS[index].of.test(field))) {
    return false;
  }
  try {
    openCron(fields.join(' '));
    return true;
  } catch {
    // What croner says is about fields of its own, of which there are seven.
    return false;
  }
}

function hoursOf(field: string): CronPattern['hours'] {
  const everyOne = /^(\*|\*\/1|0-23|0-23\/1)$/;
  if (field.split(',').some(part => everyOne.test(part))) return 'every';
  return /[*/-]/.test(field) ? 'through' : 'fixed';
}
