import path from 'node:path';
import { startPostgresServer } from '../databases/startPostgres';
import type { DrillDatabase } from './harness';
import type { DatabaseName } from './readOptions';

export interface StartedDatabase {
  database: DrillDatabase;
  stop(): Promise<void>;
}

/** An empty database of the kind; SQLite as a file in the folder. */
export async function startDatabase(
  name: DatabaseName,
  folder: string,
): Promise<StartedDatabase> {
  if (name === 'sqlite') {
    const filename = path.join(folder, 'drill.sqlite');
    const database = { client: 'better-sqlite3', connection: { filename } };
    return { database, stop: async () => {} };
  }
  const { connection, stop } = await startPostgresServer();
  return {
    database: {
      client: 'pg',
      connection: { ...connection, database: 'postgres' },
    },
    stop,
  };
}
