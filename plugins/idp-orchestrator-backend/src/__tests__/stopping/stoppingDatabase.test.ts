import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import createKnex, { type Knex } from 'knex';
import { startTestOrchestrator } from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

/** A database in memory: all that use it share one connection, for which they would wait for ever. */
const createMemory = () =>
  createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    acquireConnectionTimeout: 2_147_483_647,
  });

/** Keeps the only connection from the given hook on, until all has been stopped. */
const createKeeper = (
  knex: Knex,
  hook: 'addBeforeShutdownHook' | 'addShutdownHook',
) =>
  createBackendPlugin({
    pluginId: 'keeper',
    register(env) {
      env.registerInit({
        deps: {
          lifecycle: coreServices.lifecycle,
          root: coreServices.rootLifecycle,
        },
        async init({ lifecycle, root }) {
          let kept: unknown;
          const keep = async () => {
            kept = await knex.client.acquireConnection();
          };
          if (hook === 'addShutdownHook') lifecycle.addShutdownHook(keep);
          else root.addBeforeShutdownHook(keep);
          root.addShutdownHook(() => knex.client.releaseConnection(kept));
        },
      });
    },
  });

describe('A backend with one connection to its database', () => {
  it.each([
    [
      'stops though Backstage keeps it, as it does in development to hand the data over',
      'addShutdownHook',
    ],
    ['does not wait for one that it is not given', 'addBeforeShutdownHook'],
  ] as const)('%s', async (_, hook) => {
    const database = createMemory();
    const idp = await startTestOrchestrator({
      scripts: {},
      database,
      features: [createKeeper(database, hook)],
    });
    expect(await idp.client.listRuns()).toMatchObject({ items: [] });
    await idp.stop();
    await expect(fetch(`${idp.url}/v1/runs`)).rejects.toThrow('fetch failed');
  });
});
