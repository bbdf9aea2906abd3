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

/** Reads how long the runs of each flow took, from the sums of the days: one statement, whatever the history. */
export async function readUsualTimes(
  knex: Knex,
  { since, within }: { since: string; within?: RunCondition },
): Promise<Map<string, number>> {
  if (within && isOfPeople(within)) return new Map();
  const joined = isSqlite(knex) ? 'group_concat' : 'string_agg';
  // Named as the table of runs, which conditions are written for.
  const query = knex('daily_endings as runs')
    .where('runs.day', '>=', dayOf(Date.parse(since)))
    .where('runs.step_id', '')
    .whereIn('runs.status', SUCCEEDED)
    .where('runs.ended', '>', 0)
    .groupBy('runs.flow_id')
    .select('runs.flow_id')
    .select(knex.raw(`${joined}(runs.durations, ',') as durations`));
  if (within) applyCondition(query, within);
  const rows: Array<{ flow_id: string; durations: string }> = await query;
  return new Map(rows.flatMap(row => toUsual(row) ?? []));
}

function toUsual(row: {
  flow_id: string;
  durations: string;
}): Array<[string, number]> | undefined {
  const counts = new DurationCounts();
  counts.addTexts(row.durations);
  const median = counts.percentile(0.5);
  return counts.total < LEAST_SAMPLES || median === undefined
    ? undefined
    : [[row.flow_id, median]];
}
