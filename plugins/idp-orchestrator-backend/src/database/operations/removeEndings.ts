import type { Knex } from 'knex';
import type { RunEndingRow } from './recordEndings';

/** Forgets runs that ended before a time (ms since 1970). */
export async function removeEndings(knex: Knex, before: number): Promise<void> {
  const old = knex<RunEndingRow>('run_endings').where(
    'finished_at',
    '<',
    before,
  );
  await knex('step_endings')
    .whereIn('run_id', old.clone().select('run_id'))
    .delete();
  await old.delete();
}
