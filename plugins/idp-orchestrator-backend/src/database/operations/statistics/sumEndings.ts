import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { isSqlite } from '../../openDatabase';
import type { RunEndingRow } from './RunEndingRow';
import {
  DAY_MS,
  DailySums,
  dayOf,
  type DailyRow,
  type SummedStep,
} from './dailyEndings';

/** The number of runs added up with one transaction. */
const BATCH = 50;

/** Holds for endings that are not in the sums as they are; an index has the same words. */
const IS_UNSUMMED = 'summed_finished_at is distinct from finished_at';

/** Leaves the endings that are not in the sums of their days as they are. */
export function onlyUnsummed(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.whereRaw(IS_UNSUMMED);
}

/**
 * Adds endings to the sums that were written without these, oldest first: those
 * from before there were sums, and those of an older version that runs beside
 * this one. Of two processes that do this at once one waits for the other.
 *
 * @returns how many, at most one batch; call again until it is 0
 */
export async function sumEndings(knex: Knex): Promise<number> {
  const first = await onlyUnsummed(knex('run_endings')).first('run_id');
  if (!first) return 0;
  const count = await knex.transaction(async trx => {
    await lockSums(trx);
    const rows: RunEndingRow[] = await onlyUnsummed(trx('run_endings'))
      .orderBy(['finished_at', 'run_id'])
      .limit(BATCH)
      .select('run_id');
    const runIds = rows.map(({ run_id }) => run_id);
    await takeFromSums(trx, runIds);
    await addToSums(trx, runIds);
    return rows.length;
  });
  // On SQLite nobody else has had a turn meanwhile.
  await setImmediate();
  return count;
}

/**
 * Makes others who write sums wait until the transaction is over. All write the
 * rows of today, in an order that follows from their runs: one lock before all
 * of them cannot be taken in two orders. SQLite has one writer.
 */
export async function lockSums(trx: Knex.Transaction): Promise<void> {
  if (isSqlite(trx)) return;
  const name = 'idp-orchestrator daily_endings';
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}

/** Takes runs out of the sums that they are in, before how they ended is written anew. */
export async function takeFromSums(
  trx: Knex.Transaction,
  runIds: string[],
): Promise<void> {
  const inSums = () =>
    lockEndings(trx, runIds).whereNotNull('summed_finished_at');
  // An older version has written them anew, and what was added is not known.
  const stale: RunEndingRow[] = await onlyUnsummed(inSums());
  const days = stale.map(row => dayOf(row.summed_finished_at ?? 0));
  for (const day of new Set(days)) await forgetDay(trx, day);
  await writeSums(trx, await inSums(), -1);
}

/** Adds runs to the sums as they ended; they are in none. */
export async function addToSums(
  trx: Knex.Transaction,
  runIds: string[],
): Promise<void> {
  await writeSums(trx, await lockEndings(trx, runIds), 1);
  await trx<RunEndingRow>('run_endings')
    .whereIn('run_id', runIds)
    .update({ summed_finished_at: trx.ref('finished_at') });
}

/** Reads endings that stay as they are until the transaction is over: an older version does not know of the lock. */
function lockEndings(trx: Knex.Transaction, runIds: string[]) {
  const query = trx<RunEndingRow>('run_endings')
    .whereIn('run_id', runIds)
    .orderBy(['finished_at', 'run_id']);
  return isSqlite(trx) ? query : query.forUpdate();
}

/** Forgets what was added up of a day; its endings are read one by one until they are added again. */
async function forgetDay(trx: Knex.Transaction, day: number): Promise<void> {
  await trx<DailyRow>('daily_endings').where({ day }).delete();
  await trx<RunEndingRow>('run_endings')
    .where('summed_finished_at', '>=', day * DAY_MS)
    .where('summed_finished_at', '<', (day + 1) * DAY_MS)
    .update({ summed_finished_at: null });
}

async function writeSums(
  trx: Knex.Transaction,
  runs: RunEndingRow[],
  sign: 1 | -1,
): Promise<void> {
  const counted = runs.filter(({ dry_run }) => !dry_run);
  const steps = await readSteps(trx, counted);
  const sums = new DailySums();
  for (const run of counted) sums.add(run, steps.get(run.run_id) ?? [], sign);
  await sums.write(trx);
}

async function readSteps(
  trx: Knex.Transaction,
  runs: RunEndingRow[],
): Promise<Map<string, SummedStep[]>> {
  const rows: SummedStep[] = await trx('step_endings').whereIn(
    'run_id',
    runs.map(({ run_id }) => run_id),
  );
  return Map.groupBy(rows, ({ run_id }) => run_id);
}
