import type { DatabaseService } from '@backstage/backend-plugin-api';
import { repeat, timeOf } from './repeat';

const TABLE = 'benchmark_writes';

export interface WriteMeter {
  /** Times of small rows, each inserted and committed on its own, in ms. */
  measure(count: number): Promise<number[]>;
}

/**
 * What a commit costs, on the same connections and settings as the plugin's
 * own: the least that an engine can take that stores each step.
 */
export async function createWriteMeter(
  database: DatabaseService,
): Promise<WriteMeter> {
  const knex = await database.getClient();
  await knex.schema.createTable(TABLE, table => {
    table.increments('id');
    table.text('text');
  });
  return {
    measure: count =>
      repeat(count, () =>
        timeOf(() =>
          knex.transaction(trx => trx(TABLE).insert({ text: 'a small row' })),
        ),
      ),
  };
}
