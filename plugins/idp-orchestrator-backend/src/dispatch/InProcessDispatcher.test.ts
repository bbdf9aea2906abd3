import { postgres, sqlite } from '../__testUtils__/databases';
import type { DispatcherKind } from './__testUtils__/createTestProcess';
import { describeDispatcher } from './__testUtils__/dispatcherContract';
import { InProcessDispatcher } from './InProcessDispatcher';

jest.setTimeout(60_000);

const create: DispatcherKind['create'] = async (_, parts) => ({
  dispatcher: new InProcessDispatcher(parts),
  close: async () => {},
});

describeDispatcher({
  name: 'in one process, on SQLite',
  database: sqlite(),
  create,
});

describeDispatcher({
  name: 'in one process, on PostgreSQL',
  database: postgres(),
  create,
});
