import type { DatabaseService } from '@backstage/backend-plugin-api';
import { repeat, timeOf } from './repeat';

const TABLE = 'benchmark_writes';

export interface WriteMeter {
  /** ms for a small row, of so many, each inserted and committed on its own. */
  measure(count: number): Promise<number>;
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
    async measure(count) {
      const write = () =>
        knex.transaction(trx => trx(TABLE).insert({ text: 'a small row' }));
      return (await timeOf(() => repeat(count, write))) / count;
    },
  };
}
