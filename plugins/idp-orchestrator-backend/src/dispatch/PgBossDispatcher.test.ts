import { postgres } from '../__testUtils__/databases';
import { createSqlRunner, PostgresSession, SessionRunRelay } from '../database';
import { describeDispatcher } from './__testUtils__/dispatcherContract';
import { PgBossDispatcher } from './PgBossDispatcher';

jest.setTimeout(60_000);

describeDispatcher({
  name: 'of pg-boss, on PostgreSQL',
  database: postgres(),
  async create(knex, parts) {
    const session = new PostgresSession({
      ...parts,
      knex,
      onAbsent: () => parts.leases.renewNow(),
    });
    await session.start();
    return {
      dispatcher: new PgBossDispatcher({
        ...parts,
        sql: createSqlRunner(knex),
        session,
      }),
      relay: new SessionRunRelay(session),
      close: () => session.stop(),
    };
  },
});
