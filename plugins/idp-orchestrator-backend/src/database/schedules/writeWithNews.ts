import type { Knex } from 'knex';
import type { ScheduleNews } from '../../ports';
import { OUTBOX_TABLE, toScheduleNewsRow } from '../outbox';

/** Writes something that another process may have written first, and in the same commit what is told of it. */
export async function writeWithNews(
  knex: Knex,
  write: (trx: Knex) => PromiseLike<number>,
  news: ScheduleNews[],
): Promise<void> {
  await knex.transaction(async trx => {
    if ((await write(trx)) === 0) return;
    await trx(OUTBOX_TABLE).insert(news.map(toScheduleNewsRow));
  });
}
