import type { Knex } from 'knex';
import { DAY_MS, dayOf, type DailyRow } from './statistics/dailyEndings';
import type { RunEndingRow } from './recordEndings';

/** Forgets runs that ended on days (UTC) before that of a time (ms since 1970), and the sums of these days. */
export async function removeEndings(knex: Knex, time: number): Promise<void> {
  const day = dayOf(time);
  const old = knex<RunEndingRow>('run_endings').where(
    'finished_at',
    '<',
    day * DAY_MS,
  );
  await knex('step_endings')
    .whereIn('run_id', old.clone().select('run_id'))
    .delete();
  await old.delete();
  await knex<DailyRow>('daily_endings').where('day', '<', day).delete();
}
