import type { Knex } from 'knex';

const TABLES = ['runs', 'run_events', 'run_log_chunks', 'compacted_entries'];

/**
 * The bytes that runs take with their events and logs, indexes included. Room
 * that was freed is given back first: the databases would keep it for what comes.
 */
export async function roomOfRuns(knex: Knex): Promise<number> {
  if (String(knex.client.config.client).includes('sqlite')) {
    await knex.raw('vacuum');
    const names = knex('sqlite_master')
      .whereIn('tbl_name', TABLES)
      .select('name');
    const [{ bytes }] = await knex('dbstat')
      .whereIn('name', names)
      .sum({ bytes: 'pgsize' });
    return Number(bytes);
  }
  let bytes = 0;
  for (const table of TABLES) {
    await knex.raw('vacuum full ??', [table]);
    const { rows } = await knex.raw(
      'select pg_total_relation_size(?) as size',
      [table],
    );
    bytes += Number(rows[0].size);
  }
  return bytes;
}
