import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DatabaseAvailability } from './availability';
import { migrate } from './migrations';

/**
 * The time (ms) that one statement waits for a SQLite file which another process
 * holds. All of Backstage stands meanwhile.
 */
const BUSY_TIMEOUT_MS = 20;

/**
 * Opens the plugin's own database and brings its tables up to date.
 *
 * @throws NewerDatabaseError when a newer version changed it in a way that this
 *   one cannot work with
 */
export async function openDatabase(
  database: DatabaseService,
  logger?: LoggerService,
): Promise<Knex> {
  const knex = await database.getClient();
  const availability = DatabaseAvailability.of(knex);
  if (logger) availability.logTo(logger);
  await availability.attempt(async () => {
    if (isSqlite(knex)) await prepareFile(knex);
    await migrate(knex, { logger, skip: database.migrations?.skip });
  });
  return knex;
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
 * While another process holds the file, the driver would stand for five seconds
 * in each statement, and the whole backend with it: `DatabaseAvailability` waits
 * instead, between turns of the event loop.
 */
async function prepareFile(knex: Knex): Promise<void> {
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = FULL');
  await knex.raw(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
}
