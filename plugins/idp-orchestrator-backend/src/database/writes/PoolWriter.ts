import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import {
  toSql,
  type Answer,
  type Sql,
  type Statement,
  type Write,
  type Writer,
} from './Write';

/** The driver's connection, for which knex has no type. */
interface Driver {
  query(query: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** Statements with more values than this are not prepared: so long a list is seldom met again. */
const MOST_VALUES_OF_PREPARED = 60;

/**
 * The codes by which a server says that it does not know a prepared statement,
 * knows it already, or that its table has other columns since. Nothing is done
 * then.
 */
const CANNOT_USE_PREPARED = new Set(['26000', '42P05', '0A000']);

/**
 * Carries out each write in a transaction of its own on a connection of the
 * pool, as PostgreSQL takes them.
 */
export class PoolWriter implements Writer {
  readonly isSqlite = false;
  #prepares = true;
  readonly #names = new Map<string, string>();

  constructor(readonly knex: Knex) {}

  commit<T>(write: () => Write<T>): Promise<T> {
    return this.knex.transaction(async trx => {
      const statements = write();
      let next = statements.next();
      while (!next.done) next = statements.next(await ask(trx, next.value));
      return next.value;
    });
  }

  /**
   * Carries out one statement as a prepared one, which spares PostgreSQL to
   * plan it anew: half of what the step of a run costs. Behind a pooler that
   * gives each statement to another connection the server does not know it; it
   * is asked again in full then, as all others are from then on.
   */
  async commitOne(statement: Statement): Promise<Answer> {
    const query = toNative(toSql(statement));
    const isShort = query.values.length <= MOST_VALUES_OF_PREPARED;
    if (!this.#prepares || !isShort) return this.#query(query);
    try {
      return await this.#query({ name: this.#nameOf(query.text), ...query });
    } catch (error) {
      if (!CANNOT_USE_PREPARED.has((error as { code?: string }).code ?? '')) {
        throw error;
      }
      this.#prepares = false;
      return this.#query(query);
    }
  }

  async #query(query: Parameters<Driver['query']>[0]): Promise<Answer> {
    const { client } = this.knex;
    const driver: Driver = await client.acquireConnection();
    try {
      const { rows, rowCount } = await driver.query(query);
      return { rows, changes: rowCount ?? 0 };
    } finally {
      await client.releaseConnection(driver);
    }
  }

  /** Names a prepared statement; the same text has the same name in every process. */
  #nameOf(text: string): string {
    const known = this.#names.get(text);
    if (known) return known;
    const digest = createHash('sha256').update(text).digest('hex');
    const name = `idp_${digest.slice(0, 32)}`;
    this.#names.set(text, name);
    return name;
  }
}

async function ask(knex: Knex, statement: Statement): Promise<Answer> {
  const { sql, bindings } = toSql(statement);
  const { rows, rowCount } = await knex.raw(sql, bindings as Knex.RawBinding[]);
  return { rows, changes: rowCount ?? 0 };
}

/**
 * Writes a statement as PostgreSQL wants it, which counts its values. None of
 * our texts has a question mark for anything else.
 */
function toNative({ sql, bindings }: Sql) {
  let count = 0;
  const text = sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
  return { text, values: [...bindings] };
}
