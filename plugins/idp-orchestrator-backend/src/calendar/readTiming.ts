import {
  describeValue,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { cronTimes, type CronPattern } from './cronTimes';
import type { DueSource, DueTimes } from './DueTimes';
import { everyTimes, joinDueTimes, listedTimes } from './joinDueTimes';
import { readCron } from './readCron';
import {
  readDays,
  readDuration,
  readTime,
  readUntil,
  readZone,
} from './readMoments';
import type { Zone } from './Zone';

const MOST_PATTERNS = 20;
const MOST_ITEMS = 1_000;

/** The fields of a timing, also as part of a larger document. */
export const timingFields = {
  cron: z
    .union([z.string(), z.array(z.string()).min(1).max(MOST_PATTERNS)])
    .optional(),
  every: z.string().optional(),
  from: z.string().optional(),
  at: z.array(z.string()).min(1).max(MOST_ITEMS).optional(),
  timezone: z.string('the name of a time zone, such as Europe/Berlin'),
  except: z.array(z.string()).max(MOST_ITEMS).optional(),
  until: z.string().optional(),
};

const timingSchema = z.strictObject(timingFields);

/**
 * When something is due: exactly one of `cron`, `every` and `at`.
 *
 * - `cron`: one or several patterns of five fields, of local times
 * - `every`: a length of time such as `6h`, at least a minute; counted from
 *   `from`, or else from 1970 by UTC
 * - `at`: ISO instants, or local times such as `2026-12-24T18:00`
 * - `except`: local days, `YYYY-MM-DD`, on which nothing is due
 * - `until`: the last instant, or the last local day, that counts
 */
export type Timing = z.infer<typeof timingSchema>;

/** Reads a timing, or lists what is wrong with it. */
export function readTiming(
  given: unknown,
): { times: DueTimes } | { problems: Problem[] } {
  const checked = timingSchema.safeParse(given);
  if (!checked.success) return { problems: problemsOf(checked.error, given) };
  const timing = checked.data;
  const problems: Problem[] = [];
  const zone = readZone(timing.timezone, problems);
  problems.push(...kindProblems(timing));
  if (!zone) return { problems };

  const patterns = readPatterns(timing, problems);
  const sources: DueSource[] = patterns.map(each => cronTimes(each, zone));
  if (timing.every !== undefined) {
    sources.push(readEvery(timing, zone, problems));
  }
  if (timing.at) {
    const instants = timing.at.map((text, index) =>
      readTime(text, { zone, problems, path: `at.${index}` }),
    );
    sources.push(listedTimes(instants));
  }
  const times = joinDueTimes(sources, {
    zone,
    except: readDays(timing.except ?? [], problems),
    end: readUntil(timing.until, { zone, problems }),
    eitherDay: patterns.some(({ eitherDay }) => eitherDay),
  });
  if (problems.length > 0) return { problems };
  return times.nextAfter(-1) === undefined ? { problems: [NEVER] } : { times };
}

const NEVER: Problem = {
  path: '',
  expected: 'at least one due time',
  got: 'none, since except and until leave none',
};

function kindProblems({ cron, every, from, at }: Timing): Problem[] {
  const kinds = Object.entries({ cron, every, at })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const problems: Problem[] = [];
  if (kinds.length !== 1) {
    problems.push({
      path: '',
      expected: 'exactly one of cron, every and at',
      got: kinds.join(' and ') || 'none of them',
    });
  }
  if (from !== undefined && every === undefined) {
    problems.push({
      path: 'from',
      expected: 'nothing, since it is where every begins',
      got: describeValue(from),
    });
  }
  return problems;
}

function readPatterns({ cron }: Timing, problems: Problem[]): CronPattern[] {
  if (cron === undefined) return [];
  const texts = typeof cron === 'string' ? [cron] : cron;
  return texts.flatMap((text, index) => {
    const path = typeof cron === 'string' ? 'cron' : `cron.${index}`;
    const read = readCron(text, path);
    if ('pattern' in read) return [read.pattern];
    problems.push(read.problem);
    return [];
  });
}

function readEvery(
  { every = '', from }: Timing,
  zone: Zone,
  problems: Problem[],
): DueSource {
  const ms = readDuration('every', every, problems);
  const begins =
    from === undefined ? 0 : readTime(from, { zone, problems, path: 'from' });
  return everyTimes(ms, begins);
}
