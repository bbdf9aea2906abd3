import type { Knex } from 'knex';

/** A statement as text, for where building it takes longer than the database takes to carry it out. */
export interface Sql {
  sql: string;
  bindings: readonly unknown[];
}

/** A statement that a database can be asked. */
export type Statement = Sql | Knex.QueryBuilder;

export function toSql(statement: Statement): Sql {
  return 'sql' in statement ? statement : statement.toSQL();
}

export interface Answer {
  /** The rows that a SELECT or a RETURNING gives. */
  rows: unknown[];
  /** The number of rows that a statement without RETURNING changed. */
  changes: number;
}

/**
 * The statements of one transaction, one after the other. It does not say when
 * they are answered: SQLite answers at once, and so takes many of these in one
 * commit; PostgreSQL answers later.
 */
export type Write<T> = Generator<Statement, T, Answer>;

/** Yields a statement and returns the rows that it gives. */
export function* rowsOf<Row>(statement: Statement): Write<Row[]> {
  return (yield statement).rows as Row[];
}

/** Yields a statement without RETURNING and returns how many rows it changes. */
export function* changesOf(statement: Statement): Write<number> {
  return (yield statement).changes;
}

/** Carries out writes, each of them whole or not at all. */
export interface Writer {
  readonly knex: Knex;
  readonly isSqlite: boolean;
  commit<T>(write: () => Write<T>): Promise<T>;
  /** Carries out a single statement, which is a transaction by itself. */
  commitOne(statement: Statement): Promise<Answer>;
}
