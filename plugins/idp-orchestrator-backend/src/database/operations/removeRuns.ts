import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { RetentionRule } from '../../ports';
import type { RunRow } from '../rows';

/**
 * The number of runs removed with one transaction: enough to be quick, and few
 * enough for SQLite to hold nobody up.
 */
const BATCH = 50;

const OF_RUNS = [
  'run_log_chunks',
  'run_events',
  'compacted_entries',
  'run_locks',
  'service_changes',
  'run_authority',
  'approval_links',
  'run_secrets',
  'run_reasons',
];

/**
 * Removes finished runs with their events and logs: those that ended before a
 * time, and those beyond a number of newest ones. A run that waits for a
 * child, or is one, is finished like any other. Definitions stay: a run that
 * is being made at this moment may need one that no other run has.
 *
 * @returns how many, also when `signal` ended it before the last one
 */
export async function removeRuns(
  knex: Knex,
  { finishedBefore, keepNewest }: RetentionRule,
  signal?: AbortSignal,
): Promise<number> {
  // Once for all batches: the number of those to keep is large.
  const oldestKept = await knex<RunRow>('runs')
    .whereNotNull('finished_at')
    // By what the index has alone: which of equal ones it is does not matter.
    .orderBy('finished_at', 'desc')
    .offset(keepNewest)
    .first('finished_at', 'id');
  const selectOld = () =>
    knex<RunRow>('runs')
      .whereNotNull('finished_at')
      .andWhere(old => {
        old.where('finished_at', '<', finishedBefore);
        if (oldestKept) {
          old.orWhere('finished_at', '<', Number(oldestKept.finished_at));
          old.orWhere('id', oldestKept.id);
        }
      });
  let removed = 0;
  while (!signal?.aborted) {
    const ids: string[] = await selectOld()
      .orderBy('finished_at')
      .limit(BATCH)
      .pluck('id');
    if (ids.length === 0) break;
    await removeAll(knex, ids);
    removed += ids.length;
    // On SQLite nobody else has had a turn meanwhile.
    await setImmediate();
  }
  return removed;
}

function removeAll(knex: Knex, ids: string[]): Promise<void> {
  return knex.transaction(async trx => {
    // Not left to ON DELETE CASCADE, which SQLite follows only when told to.
    for (const table of OF_RUNS) {
      await trx(table).whereIn('run_id', ids).delete();
    }
    // One that was told to go on meanwhile is not finished any more.
    await trx('runs').whereIn('id', ids).whereNotNull('finished_at').delete();
  });
}

/** Lists which of these runs are there, and whether each is finished. */
export async function findKnown(
  knex: Knex,
  runIds: string[],
): Promise<Array<{ id: string; finished: boolean }>> {
  const rows = await knex<RunRow>('runs')
    .whereIn('id', runIds)
    .select('id', 'finished_at');
  return rows.map(({ id, finished_at }) => ({
    id,
    finished: finished_at !== null,
  }));
}
