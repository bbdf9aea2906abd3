import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { dayOf } from './dailyEndings';
import { oneEnding } from './GroupTally';
import type { StatsTally } from './StatsTally';

/** The number of runs whose endings are read with one statement, with all of their steps. */
const SLICE = 200;

/** The place in the order in which endings are read. */
interface Place {
  finished_at: number | string;
  run_id: string;
}

interface RunEnding extends Place {
  flow_id: string;
  title: string;
  status: string;
  duration: number;
}

interface StepEnding {
  run_id: string;
  step_id: string;
  title: string;
  status: string;
  attempts: number;
  duration: number;
}

/**
 * Counts endings one by one, in slices: one statement over all of them would
 * let nobody else have a turn, on SQLite for seconds. `runs` gives the endings
 * of runs that count, under the name of `runs`.
 */
export async function tallyEndings(
  knex: Knex,
  runs: Knex.QueryBuilder,
  tally: StatsTally,
): Promise<void> {
  for (let last: Place | undefined; ;) {
    const slice = await readSlice(runs, last);
    const flowOf = new Map(slice.map(run => [run.run_id, run.flow_id]));
    for (const run of slice) {
      const ending = oneEnding(run);
      tally.addRuns(run.flow_id, ending);
      tally.addToDay(dayOf(run.finished_at), ending);
    }
    for (const step of await readSteps(knex, [...flowOf.keys()])) {
      const flow = flowOf.get(step.run_id) ?? '';
      tally.addSteps(flow, step.step_id, oneEnding(step));
    }
    await setImmediate();
    last = slice.at(-1);
    if (!last || slice.length < SLICE) return;
  }
}

function readSlice(
  runs: Knex.QueryBuilder,
  last: Place | undefined,
): Promise<RunEnding[]> {
  const query = runs
    .clone()
    .orderBy(['runs.finished_at', 'runs.run_id'])
    .limit(SLICE)
    .select([
      'runs.run_id',
      'runs.finished_at',
      'runs.flow_id',
      'runs.flow_title as title',
      'runs.status',
      'runs.duration_ms as duration',
    ]);
  if (last) {
    query.whereRaw('(runs.finished_at, runs.run_id) > (?, ?)', [
      last.finished_at,
      last.run_id,
    ]);
  }
  return query as unknown as Promise<RunEnding[]>;
}

function readSteps(knex: Knex, runIds: string[]): Promise<StepEnding[]> {
  return knex('step_endings')
    .whereIn('run_id', runIds)
    .select([
      'run_id',
      'step_id',
      'title',
      'status',
      'attempts',
      'duration_ms as duration',
    ]) as unknown as Promise<StepEnding[]>;
}
