import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Opens the plugin's own database and brings its tables up to date. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (isSqlite(knex)) await makeDurable(knex);
  if (!database.migrations?.skip) await migrate(knex);
  return knex;
}

export async function migrate(knex: Knex): Promise<void> {
  await knex.migrate.latest({
    directory: resolvePackagePath(
      '@idp/backstage-plugin-idp-orchestrator-backend',
      'migrations',
    ),
  });
}

export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** Reads where a SQLite database has its file; absent for every other one. */
export function sqliteFileOf(knex: Knex): string | undefined {
  if (!isSqlite(knex)) return undefined;
  return knex.client.config.connection?.filename;
}

/**
 * Makes readers not wait for the writer (WAL), and a commit be on the disk when
 * it returns (FULL; better-sqlite3's own default in WAL mode would lose the
 * last commits when the power goes, and with them that a script was started).
 */
async function makeDurable(knex: Knex): Promise<void> {
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = FULL');
}
