import { postgres, sqlite } from '../__testUtils__/databases';
import { PostgresSession, SessionRunRelay } from '../database';
import { describeDispatcher } from './__testUtils__/dispatcherContract';
import { RunDispatcher } from './RunDispatcher';

jest.setTimeout(60_000);

describeDispatcher({
  name: 'of one process, on SQLite',
  database: sqlite(),
  create: async (_, parts) => ({
    dispatcher: new RunDispatcher(parts),
    close: async () => {},
  }),
});

describeDispatcher({
  name: 'of several processes, on PostgreSQL',
  database: postgres(),
  async create(knex, parts) {
    const session = new PostgresSession({
      ...parts,
      knex,
      onAbsent: () => parts.leases.renewNow(),
    });
    await session.start();
    return {
      dispatcher: new RunDispatcher({ ...parts, session }),
      relay: new SessionRunRelay(session),
      close: () => session.stop(),
    };
  },
});

describeDispatcher({
  name: 'of several processes that do not hear of each other, on PostgreSQL',
  database: postgres(),
  create: async (_, parts) => ({
    dispatcher: new RunDispatcher(parts),
    close: async () => {},
  }),
});
