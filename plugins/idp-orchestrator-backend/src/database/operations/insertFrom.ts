import { OUTBOX_TABLE } from '../outbox/outboxTables';
import type { Sql } from '../writes';

/** A table, and the type that PostgreSQL has for each of its columns. */
export interface TypedTable<Row> {
  table: string;
  types: Record<keyof Row, string>;
  /** What becomes of a row that is there already; it is an error when absent. */
  onConflict?: string;
}

export const EVENT_TABLE = {
  table: 'run_events',
  types: { run_id: 'text', seq: 'int', at: 'bigint', fact: 'text' },
};

export const OUTBOX_ROWS = {
  table: OUTBOX_TABLE,
  types: { id: 'text', at: 'bigint', run_id: 'text', seq: 'int' },
};

/**
 * Makes the part of a statement of PostgreSQL that inserts rows only if an
 * earlier part, for example the one that changes a run's own row, gave a row.
 */
export function insertFrom<Row extends object>(
  source: string,
  { table, types, onConflict = '' }: TypedTable<Row>,
  rows: Row[],
): Sql {
  const names = Object.keys(types) as Array<keyof Row & string>;
  const row = `(${names.map(name => `?::${types[name]}`).join(', ')})`;
  const list = names.join(', ');
  return {
    sql: `${table}_added as (insert into ${table} (${list}) select added.* from ${source} cross join (values ${rows.map(() => row).join(', ')}) as added (${list}) ${onConflict})`,
    bindings: rows.flatMap(one => names.map(name => one[name])),
  };
}

/**
 * Makes the same for any number of rows with one text, and so with one prepared
 * statement: it takes a list for each column.
 */
export function insertListsFrom<Row extends object>(
  source: string,
  { table, types }: TypedTable<Row>,
  rows: Row[],
): Sql {
  const names = Object.keys(types) as Array<keyof Row & string>;
  const lists = names.map(name => `?::${types[name]}[]`).join(', ');
  const list = names.join(', ');
  return {
    sql: `${table}_added as (insert into ${table} (${list}) select added.* from ${source} cross join unnest(${lists}) as added (${list}))`,
    bindings: names.map(name => rows.map(row => row[name])),
  };
}
