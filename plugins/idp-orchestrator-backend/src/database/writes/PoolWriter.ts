import type { Knex } from 'knex';
import type { Answer, Statement, Write, Writer } from './Write';

/** Each write in a transaction on a connection of the pool, as PostgreSQL takes them. */
export class PoolWriter implements Writer {
  constructor(readonly knex: Knex) {}

  commit<T>(write: () => Write<T>): Promise<T> {
    return this.knex.transaction(async trx => {
      const statements = write();
      let next = statements.next();
      while (!next.done) next = statements.next(await ask(trx, next.value));
      return next.value;
    });
  }

  commitOne(statement: Statement): Promise<Answer> {
    return ask(this.knex, statement);
  }
}

async function ask(knex: Knex, statement: Statement): Promise<Answer> {
  const { sql, bindings } = statement.toSQL();
  const { rows, rowCount } = await knex.raw(sql, bindings);
  return { rows, changes: rowCount ?? 0 };
}
