import type { Knex } from 'knex';

/** By hand, where building it takes longer than the database takes to carry it out. */
export interface Sql {
  sql: string;
  bindings: readonly unknown[];
}

/** What can be asked of a database. */
export type Statement = Sql | Knex.QueryBuilder;

export function toSql(statement: Statement): Sql {
  return 'sql' in statement ? statement : statement.toSQL();
}

export interface Answer {
  /** Of a SELECT, or of RETURNING. */
  rows: unknown[];
  /** Rows that a statement without RETURNING changed. */
  changes: number;
}

/**
 * What is written in one transaction, told statement by statement. It says
 * nothing of when: SQLite answers at once, and so takes many of these in one
 * commit; PostgreSQL answers later.
 */
export type Write<T> = Generator<Statement, T, Answer>;

/** Rows that a statement gives. */
export function* rowsOf<Row>(statement: Statement): Write<Row[]> {
  return (yield statement).rows as Row[];
}

/** How many rows a statement without RETURNING changes. */
export function* changesOf(statement: Statement): Write<number> {
  return (yield statement).changes;
}

/** Carries out writes, each of them whole or not at all. */
export interface Writer {
  readonly knex: Knex;
  readonly isSqlite: boolean;
  commit<T>(write: () => Write<T>): Promise<T>;
  /** A single statement, which is a transaction by itself. */
  commitOne(statement: Statement): Promise<Answer>;
}
