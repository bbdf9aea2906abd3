import type { Knex } from 'knex';
import { DurationCounts } from './DurationCounts';
import { SUCCEEDED } from './GroupTally';

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** The number of rows read or written with one statement. */
const CHUNK = 200;

const KEYS = [
  'day',
  'flow_id',
  'step_id',
  'environment',
  'risk',
  'status',
] as const;

/** Endings of one day that have all else in common as well. */
export interface DailyKey {
  day: number;
  flow_id: string;
  /** Empty: of the run itself. */
  step_id: string;
  environment: string;
  risk: string;
  status: string;
}

/** A row of the table, as the migration defines it. */
export interface DailyRow extends DailyKey {
  title: string;
  ended: number;
  attempts: number;
  durations: string;
}

/** What is added to a row. */
interface Sum {
  key: DailyKey;
  title: string;
  ended: number;
  attempts: number;
  durations: DurationCounts;
}

/** A run that ended, as its row says. */
export interface SummedRun {
  run_id: string;
  finished_at: number | string;
  flow_id: string;
  flow_title: string;
  environment: string;
  risk: string;
  status: string;
  duration_ms: number | string;
}

/** A step of a run that ended, as its row says. */
export interface SummedStep {
  run_id: string;
  step_id: string;
  title: string;
  status: string;
  attempts: number;
  duration_ms: number | string;
}

/** Tells in which day (since 1970, in UTC) a time (ms) is. */
export function dayOf(time: number | string): number {
  return Math.floor(Number(time) / DAY_MS);
}

/** Adds up how runs and their steps ended, before it is written. */
export class DailySums {
  readonly #sums = new Map<string, Sum>();

  /** @param sign -1 takes away what was added before */
  add(run: SummedRun, steps: SummedStep[], sign: 1 | -1): void {
    const { flow_id, environment, risk } = run;
    const of = { day: dayOf(run.finished_at), flow_id, environment, risk };
    this.#add({ ...of, step_id: '', status: run.status }, sign, {
      title: run.flow_title,
      attempts: 1,
      duration: Number(run.duration_ms),
    });
    for (const { step_id, status, title, attempts, duration_ms } of steps) {
      const duration = Number(duration_ms);
      const ending = { title, attempts, duration };
      this.#add({ ...of, step_id, status }, sign, ending);
    }
  }

  /** Adds to the sums that are there; nobody else may write any meanwhile. */
  async write(trx: Knex.Transaction): Promise<void> {
    const sums = [...this.#sums.values()];
    for (let from = 0; from < sums.length; from += CHUNK) {
      const some = sums.slice(from, from + CHUNK);
      const there = await readRows(trx, some);
      await trx('daily_endings')
        .insert(some.map(sum => addTo(there.get(nameOf(sum.key)), sum)))
        .onConflict([...KEYS])
        .merge(['title', 'ended', 'attempts', 'durations']);
    }
  }

  #add(
    key: DailyKey,
    sign: 1 | -1,
    ending: { title: string; attempts: number; duration: number },
  ): void {
    const name = nameOf(key);
    const sum = this.#sums.get(name) ?? {
      key,
      title: ending.title,
      ended: 0,
      attempts: 0,
      durations: new DurationCounts(),
    };
    this.#sums.set(name, sum);
    sum.ended += sign;
    sum.attempts += sign * ending.attempts;
    if (ending.title > sum.title) sum.title = ending.title;
    if (SUCCEEDED.includes(key.status)) {
      sum.durations.add(ending.duration, sign);
    }
  }
}

function nameOf(key: DailyKey): string {
  return JSON.stringify(KEYS.map(name => key[name]));
}

async function readRows(
  trx: Knex.Transaction,
  sums: Sum[],
): Promise<Map<string, DailyRow>> {
  const rows: DailyRow[] = await trx('daily_endings').whereIn(
    [...KEYS],
    sums.map(({ key }) => KEYS.map(name => key[name])),
  );
  return new Map(rows.map(row => [nameOf(row), row]));
}

function addTo(row: DailyRow | undefined, sum: Sum): DailyRow {
  const { key, title, ended, attempts, durations } = sum;
  if (!row) {
    return { ...key, title, ended, attempts, durations: durations.toText() };
  }
  durations.addTexts(row.durations);
  return {
    ...key,
    title: row.title > title ? row.title : title,
    ended: row.ended + ended,
    attempts: row.attempts + attempts,
    durations: durations.toText(),
  };
}
