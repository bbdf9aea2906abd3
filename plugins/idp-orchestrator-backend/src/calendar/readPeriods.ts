import {
  describeValue,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { cronTimes } from './cronTimes';
import { joinDueTimes } from './joinDueTimes';
import {
  rememberPeriods,
  type Interval,
  type Periods,
  type PeriodSource,
} from './Periods';
import { readCron } from './readCron';
import { readDuration, readTime, readUntil, readZone } from './readMoments';
import { findEnd, MOST_MERGED, recurringPeriods } from './recurringPeriods';
import type { Zone } from './Zone';

/** The fields of the timing of periods, also as part of a larger document. */
export const periodFields = {
  from: z.string().optional(),
  to: z.string().optional(),
  cron: z.string().optional(),
  duration: z.string().optional(),
  timezone: z.string('the name of a time zone, such as Europe/Berlin'),
  until: z.string().optional(),
};

const periodSchema = z.strictObject(periodFields);

/**
 * A span of time that stands once, or one that recurs.
 *
 * - `from` and `to`: ISO instants, or local times such as `2026-12-18T17:00`
 * - `cron` and `duration`: begins at the due times of a pattern, and takes a
 *   length of time such as `2h`, however the clocks are set meanwhile
 * - `until`: the last instant, or the last local day, on which one begins
 */
export type PeriodTiming = z.infer<typeof periodSchema>;

/** Reads the timing of periods, or lists what is wrong with it. */
export function readPeriods(
  given: unknown,
): { periods: Periods } | { problems: Problem[] } {
  const checked = periodSchema.safeParse(given);
  if (!checked.success) return { problems: problemsOf(checked.error, given) };
  const timing = checked.data;
  const problems: Problem[] = [];
  const zone = readZone(timing.timezone, problems);
  problems.push(...shapeProblems(timing));
  if (!zone || problems.length > 0) return { problems };

  const source =
    timing.cron === undefined
      ? readSpan(timing, zone, problems)
      : readRecurring(timing, zone, problems);
  if (!source || problems.length > 0) return { problems };
  return { periods: rememberPeriods(source) };
}

const SHAPE = 'either from and to, or cron and duration';

function shapeProblems(timing: PeriodTiming): Problem[] {
  const { from, to, cron, duration, until } = timing;
  const given = Object.entries({ from, to, cron, duration })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .join(' and ');
  if (given !== 'from and to' && given !== 'cron and duration') {
    return [{ path: '', expected: SHAPE, got: given || 'none of them' }];
  }
  if (until === undefined || cron !== undefined) return [];
  return [
    {
      path: 'until',
      expected: 'nothing, since it is for what recurs by cron',
      got: describeValue(until),
    },
  ];
}

function readSpan(
  { from = '', to = '' }: PeriodTiming,
  zone: Zone,
  problems: Problem[],
): PeriodSource {
  const span = {
    from: readTime(from, { zone, problems, path: 'from' }),
    to: readTime(to, { zone, problems, path: 'to' }),
  };
  if (problems.length === 0 && span.to <= span.from) {
    problems.push({
      path: 'to',
      expected: `a time after ${from}, where it begins`,
      got: describeValue(to),
    });
  }
  return standingOnce(span);
}

function standingOnce(span: Interval): PeriodSource {
  return {
    at: now => (now >= span.from && now < span.to ? span : undefined),
    beginningAfter: instant => (span.from > instant ? span : undefined),
  };
}

function readRecurring(
  { cron = '', duration = '', until }: PeriodTiming,
  zone: Zone,
  problems: Problem[],
): PeriodSource | undefined {
  const read = readCron(cron, 'cron');
  const takes = readDuration('duration', duration, problems);
  const end = readUntil(until, { zone, problems });
  if ('problem' in read) problems.push(read.problem);
  if ('problem' in read || problems.length > 0) return undefined;

  const { pattern } = read;
  const begins = joinDueTimes([cronTimes(pattern, zone)], {
    zone,
    end,
    except: new Set(),
    eitherDay: pattern.eitherDay,
  });
  const first = begins.nextAfter(-1);
  if (
    first !== undefined &&
    findEnd(begins, takes, first).merged === MOST_MERGED
  ) {
    problems.push({
      path: 'duration',
      expected: `less time than from one recurrence to the next, at least once in ${MOST_MERGED.toLocaleString('en')}; this never ends, for which from and to are there`,
      got: describeValue(duration),
    });
  }
  return recurringPeriods(begins, takes);
}
