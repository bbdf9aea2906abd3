import type { Knex } from 'knex';
import type { RunRow } from '../rows';

/** Counts the runs of a tree without the one at its top. */
export async function countBelow(knex: Knex, root: string): Promise<number> {
  const counted = await knex<RunRow>('runs')
    .where({ root_id: root })
    .count({ count: '*' })
    .first();
  return Number(counted?.count ?? 0);
}
