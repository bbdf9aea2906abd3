import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { GroupTally, type Ending, type Group } from './GroupTally';

/** The number of runs whose endings are read with one statement, with all of their steps. */
const SLICE = 200;

/** The place in the order in which endings are read. */
interface Place {
  finished_at: number | string;
  run_id: string;
}

interface RunEnding extends Place, Ending {
  flow_id: string;
}

interface StepEnding extends Ending {
  run_id: string;
  step_id: string;
}

/** The runs of a day, counted from 1970, that ended in one way. */
export interface DayCount {
  day: number | string;
  status: string;
  runs: number | string;
}

/** The groups of runs by flow, of their steps by flow and step, and the days. */
export interface Groups {
  flows: Group[];
  steps: Group[];
  days: DayCount[];
}

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** Counts the runs of each day. */
class DayTally {
  readonly #counts = new Map<string, DayCount & { runs: number }>();

  get counts(): DayCount[] {
    return [...this.#counts.values()];
  }

  add({ finished_at, status }: RunEnding): void {
    const day = Math.floor(Number(finished_at) / DAY_MS);
    const name = `${day} ${status}`;
    const count = this.#counts.get(name) ?? { day, status, runs: 0 };
    count.runs += 1;
    this.#counts.set(name, count);
  }
}

/**
 * Counts endings slice by slice, for SQLite: there one statement over all of
 * them would let nobody else have a turn for seconds. `runs` gives the endings
 * of runs that count, under the name of `runs`.
 */
export async function sliceStats(
  knex: Knex,
  runs: Knex.QueryBuilder,
): Promise<Groups> {
  const flows = new GroupTally();
  const steps = new GroupTally();
  const days = new DayTally();
  for (let last: Place | undefined; ;) {
    const slice = await readSlice(runs, last);
    const flowOf = new Map(slice.map(run => [run.run_id, run.flow_id]));
    for (const run of slice) {
      flows.add([run.flow_id], run);
      days.add(run);
    }
    for (const step of await readSteps(knex, [...flowOf.keys()])) {
      steps.add([flowOf.get(step.run_id) ?? '', step.step_id], step);
    }
    await setImmediate();
    last = slice.at(-1);
    if (!last || slice.length < SLICE) break;
  }
  return {
    flows: await flows.groups(),
    steps: await steps.groups(),
    days: days.counts,
  };
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
