import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DAY_MS, dayOf, type DailyRow } from './dailyEndings';
import type { RunEndingRow } from './RunEndingRow';

/** The number of runs forgotten with one transaction: few enough for SQLite to hold nobody up. */
const BATCH = 200;

/** Forgets runs that ended on days (UTC) before that of a time (ms since 1970), and the sums of these days. */
export async function removeEndings(knex: Knex, time: number): Promise<void> {
  const day = dayOf(time);
  await knex<DailyRow>('daily_endings').where('day', '<', day).delete();
  for (let count = BATCH; count === BATCH;) {
    const ids: string[] = await knex<RunEndingRow>('run_endings')
      .where('finished_at', '<', day * DAY_MS)
      .orderBy('finished_at')
      .limit(BATCH)
      .pluck('run_id');
    await knex.transaction(async trx => {
      for (const table of ['step_endings', 'run_endings']) {
        await trx(table).whereIn('run_id', ids).delete();
      }
    });
    count = ids.length;
    // On SQLite nobody else has had a turn meanwhile.
    await setImmediate();
  }
}
