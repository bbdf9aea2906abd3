import type { Knex } from 'knex';
import { toSql, type Answer, type Statement } from './Write';

/** The part of better-sqlite3's connection that is used here; it answers at once. */
interface Driver {
  readonly inTransaction: boolean;
  prepare(sql: string): Prepared;
}

interface Prepared {
  /** True when the statement gives rows. */
  readonly reader: boolean;
  all(...bindings: unknown[]): unknown[];
  run(...bindings: unknown[]): { changes: number };
}

/**
 * The number of statements that are kept prepared. Their texts differ by the
 * number of their values at most.
 */
const MOST_PREPARED = 500;

const known = new WeakMap<Driver, SqliteConnection>();

/** Asks the driver's connection, and keeps what is prepared on it. */
export class SqliteConnection {
  readonly #prepared = new Map<string, Prepared>();

  private constructor(private readonly driver: Driver) {}

  /** Takes the connection out of the pool for as long as `work` takes. */
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

  /** Does a part of a transaction that is undone by itself when it fails. */
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

/** Converts a value as knex does before it gives it to the driver. */
function storable(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return value === undefined ? null : value;
}
