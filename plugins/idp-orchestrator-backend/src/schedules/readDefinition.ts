import {
  countProblems,
  parseDuration,
  problemsOf,
  scheduleDefinitionSchema,
  scheduleTimingSchema,
  type Problem,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readTiming, type DueTimes } from '../calendar';
import { findWrongCondition } from './condition';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The limits of lengths of time, by the field that they stand in. */
const LENGTHS = {
  jitter: { most: HOUR_MS, text: 'at most 1h' },
  deadline: { most: 30 * DAY_MS, text: 'from 1m to 30d' },
  'catchUp.window': { most: 30 * DAY_MS, text: 'from 1m to 30d' },
};

const TIMING = Object.keys(scheduleTimingSchema.shape);

/**
 * Reads a schedule as somebody wrote it, or lists all that is wrong with it by
 * itself. Whether its flow and environment are there is told by a look at them.
 */
export function readDefinition(
  given: unknown,
):
  | { definition: ScheduleDefinition; times: DueTimes }
  | { problems: Problem[]; more: number } {
  const checked = scheduleDefinitionSchema.safeParse(given);
  if (!checked.success) {
    const problems = problemsOf(checked.error, given);
    return { problems, more: countProblems(checked.error) - problems.length };
  }
  const definition = checked.data;
  const read = readTimes(definition);
  const problems = [
    ...('problems' in read ? read.problems : []),
    ...findWrongLengths(definition),
    ...findWrongCatchUp(definition),
    ...findWrongCondition(definition),
    ...(definition.id === 'preview' ? [RESERVED] : []),
  ];
  if (problems.length > 0 || 'problems' in read) return { problems, more: 0 };
  return { definition, times: read.times };
}

/** Reads the due times of a schedule, or tells what is wrong with them. */
export function readTimes(
  definition: ScheduleDefinition,
): ReturnType<typeof readTiming> {
  // Only what is there, so that a problem names no field that nobody wrote.
  const timing = Object.entries(definition).filter(
    ([name, value]) => TIMING.includes(name) && value !== undefined,
  );
  return readTiming(Object.fromEntries(timing));
}

const RESERVED: Problem = {
  path: 'id',
  expected: 'another id, since preview has an address of its own',
  got: '"preview"',
};

function findWrongLengths({
  jitter,
  deadline,
  catchUp,
}: ScheduleDefinition): Problem[] {
  const given = { jitter, deadline, 'catchUp.window': catchUp.window };
  return Object.entries(LENGTHS).flatMap(([path, { most, text }]) => {
    const value = given[path as keyof typeof LENGTHS];
    if (value === undefined) return [];
    const ms = parseDuration(value);
    const least = path === 'jitter' ? 0 : MINUTE_MS;
    if (ms !== undefined && ms >= least && ms <= most) return [];
    const expected = `a length of time of ${text}`;
    return [{ path, expected, got: JSON.stringify(value) }];
  });
}

function findWrongCatchUp({
  catchUp: { mode, window },
  overlap,
}: ScheduleDefinition): Problem[] {
  const problems: Problem[] = [];
  if ((mode === 'none') !== (window === undefined)) {
    problems.push({
      path: 'catchUp.window',
      expected:
        mode === 'none'
          ? 'nothing, since mode none catches up with nothing'
          : 'how long after its due time one is still started, such as 6h',
      got: window === undefined ? 'nothing' : JSON.stringify(window),
    });
  }
  if (mode === 'all' && overlap !== 'allow') {
    problems.push({
      path: 'catchUp.mode',
      expected: `none or latest, since overlap ${overlap} would leave out all but the first; or overlap: allow`,
      got: '"all"',
    });
  }
  return problems;
}
