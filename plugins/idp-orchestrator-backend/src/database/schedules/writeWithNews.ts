import type { Knex } from 'knex';
import type { ScheduleNews } from '../../ports';
import { OUTBOX_TABLE, toScheduleNewsRow } from '../outbox';

/**
 * Writes something that another process may have written first, and in the same
 * commit what is told of it.
 *
 * @returns how many rows were written
 */
export async function writeWithNews(
  knex: Knex,
  write: (trx: Knex) => PromiseLike<number>,
  news: ScheduleNews[],
): Promise<number> {
  return knex.transaction(async trx => {
    const written = await write(trx);
    if (written === 0) return 0;
    await trx(OUTBOX_TABLE).insert(news.map(toScheduleNewsRow));
    return written;
  });
}
