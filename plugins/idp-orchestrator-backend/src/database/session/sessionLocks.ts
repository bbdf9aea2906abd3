import type { Knex } from 'knex';

/**
 * The statement that takes a worker's lock. It is a shared one, so that two
 * names with the same number do not get in each other's way.
 */
export const HOLD_LOCK =
  'select pg_advisory_lock_shared(hashtextextended($1, 0))';

/** The statement that finds workers without their lock; pg_locks shows the number of a lock in two halves. */
const FIND_ABSENT = `
  select wanted.name from unnest(?::text[]) as wanted(name)
  where not exists (
    select 1 from pg_locks
    where locktype = 'advisory' and granted and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = (hashtextextended(wanted.name, 0) >> 32) & 4294967295
      and objid::bigint = hashtextextended(wanted.name, 0) & 4294967295
  )`;

/** Lists those of these workers whose session is gone. */
export async function findAbsent(
  knex: Knex,
  workers: string[],
): Promise<string[]> {
  if (workers.length === 0) return [];
  const { rows } = await knex.raw<{ rows: Array<{ name: string }> }>(
    FIND_ABSENT,
    [workers],
  );
  return rows.map(({ name }) => name);
}
