import type { Knex } from 'knex';
import type { RunCondition } from '../../../ports';
import { isSqlite } from '../../openDatabase';
import { applyCondition } from '../runTraits';
import { dayOf } from './dailyEndings';
import { DurationCounts } from './DurationCounts';
import { SUCCEEDED } from './GroupTally';
import { isOfPeople } from './readStats';

/** Of fewer runs nothing is usual. */
const LEAST_SAMPLES = 5;

/** Of fewer runs nothing is expected: what is started once a week has four in a month. */
const LEAST_EXPECTED = 3;

interface Asked {
  since: string;
  within?: RunCondition;
}

/** Reads how long the runs of each flow took, from the sums of the days: one statement, whatever the history. */
export async function readUsualTimes(
  knex: Knex,
  asked: Asked,
): Promise<Map<string, number>> {
  if (asked.within && isOfPeople(asked.within)) return new Map();
  const rows: Array<{ flow_id: string; durations: string }> =
    await selectDurations(knex, asked, ['runs.flow_id']);
  return new Map(
    rows.flatMap(({ flow_id, durations }) => {
      const counts = countOf(durations);
      const median = counts.percentile(0.5);
      return counts.total < LEAST_SAMPLES || median === undefined
        ? []
        : [[flow_id, median] as const];
    }),
  );
}

/** Reads how long most runs of some flows took in each environment, with one statement, too. */
export async function readTimesOfMost(
  knex: Knex,
  { flows, ...asked }: Asked & { flows: readonly string[] },
): Promise<Array<{ flow: string; environment: string; p90Ms: number }>> {
  if (asked.within && isOfPeople(asked.within)) return [];
  const rows: Array<{
    flow_id: string;
    environment: string;
    durations: string;
  }> = await selectDurations(knex, asked, [
    'runs.flow_id',
    'runs.environment',
  ]).whereIn('runs.flow_id', flows);
  return rows.flatMap(({ flow_id: flow, environment, durations }) => {
    const counts = countOf(durations);
    const p90Ms = counts.percentile(0.9);
    return counts.total < LEAST_EXPECTED || p90Ms === undefined
      ? []
      : [{ flow, environment, p90Ms }];
  });
}

/** Selects the durations of runs that succeeded, put together by some columns. */
function selectDurations(
  knex: Knex,
  { since, within }: Asked,
  columns: string[],
): Knex.QueryBuilder {
  const joined = isSqlite(knex) ? 'group_concat' : 'string_agg';
  // Named as the table of runs, which conditions are written for.
  const query = knex('daily_endings as runs')
    .where('runs.day', '>=', dayOf(Date.parse(since)))
    .where('runs.step_id', '')
    .whereIn('runs.status', SUCCEEDED)
    .where('runs.ended', '>', 0)
    .groupBy(columns)
    .select(columns)
    .select(knex.raw(`${joined}(runs.durations, ',') as durations`));
  if (within) applyCondition(query, within);
  return query;
}

function countOf(durations: string): DurationCounts {
  const counts = new DurationCounts();
  counts.addTexts(durations);
  return counts;
}
