import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import type { Knex } from 'knex';

const IN_MEMORY = {
  backend: { database: { client: 'better-sqlite3', connection: ':memory:' } },
};

/**
 * Makes the service of the databases that a configuration names (in memory when it
 * names none), and what closes them: Backstage leaves those of SQLite open when it stops, and their pools keep the process
 * of a test alive.
 */
export function createClosingDatabases() {
  const opened = new Set<Knex>();
  const factory = createServiceFactory({
    service: coreServices.database,
    deps: {
      config: coreServices.rootConfig,
      logger: coreServices.logger,
      lifecycle: coreServices.lifecycle,
      plugin: coreServices.pluginMetadata,
    },
    createRootContext: ({ config }) =>
      DatabaseManager.fromConfig(
        config.has('backend.database') ? config : new ConfigReader(IN_MEMORY),
      ),
    factory({ logger, lifecycle, plugin }, manager) {
      const database = manager.forPlugin(plugin.getId(), { logger, lifecycle });
      return {
        migrations: database.migrations,
        async getClient() {
          const knex = await database.getClient();
          opened.add(knex);
          return knex;
        },
      };
    },
  });
  const close = async () => {
    for (const knex of opened) await knex.destroy();
  };
  return { factory, close };
}
