import type { Knex } from 'knex';
import { toSql, type Answer, type Statement } from './Write';

/** What is used of better-sqlite3, which answers at once. */
interface Driver {
  readonly inTransaction: boolean;
  prepare(sql: string): Prepared;
}

interface Prepared {
  /** Whether it gives rows. */
  readonly reader: boolean;
  all(...bindings: unknown[]): unknown[];
  run(...bindings: unknown[]): { changes: number };
}

/** Texts differ by the number of their values at most. */
const MOST_PREPARED = 500;

const known = new WeakMap<Driver, SqliteConnection>();

/** The driver's connection, and what is prepared on it. */
export class SqliteConnection {
  readonly #prepared = new Map<string, Prepared>();

  private constructor(private readonly driver: Driver) {}

  /** Takes it out of the pool for as long as `work` takes. */
  static async use(
    knex: Knex,
    work: (connection: SqliteConnection) => void,
  ): Promise<void> {
    const driver: Driver = await knex.client.acquireConnection();
    const connection = known.get(driver) ?? new SqliteConnection(driver);
    known.set(driver, connection);
    try {
      work(connection);
    } finally {
      await knex.client.releaseConnection(driver);
    }
  }

  get isInTransaction(): boolean {
    return this.driver.inTransaction;
  }

  transaction<T>(work: () => T): T {
    this.#run('begin immediate');
    try {
      const value = work();
      this.#run('commit');
      return value;
    } catch (error) {
      // For some errors SQLite has done so itself.
      if (this.driver.inTransaction) this.#run('rollback');
      throw error;
    }
  }

  /** A part of a transaction that can be undone by itself. */
  within<T>(work: () => T): T {
    this.#run('savepoint part');
    try {
      const value = work();
      this.#run('release part');
      return value;
    } catch (error) {
      if (this.driver.inTransaction) {
        this.#run('rollback to part');
        this.#run('release part');
      }
      throw error;
    }
  }

  ask(statement: Statement): Answer {
    const { sql, bindings } = toSql(statement);
    const prepared = this.#prepare(sql);
    const values = bindings.map(storable);
    return prepared.reader
      ? { rows: prepared.all(...values), changes: 0 }
      : { rows: [], changes: prepared.run(...values).changes };
  }

  #run(sql: string): void {
    this.#prepare(sql).run();
  }

  #prepare(sql: string): Prepared {
    const before = this.#prepared.get(sql);
    if (before) return before;
    if (this.#prepared.size >= MOST_PREPARED) this.#prepared.clear();
    const prepared = this.driver.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** As knex gives values to the driver. */
function storable(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return value === undefined ? null : value;
}
