import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchDatabase } from './BenchDatabase';

/** Files, one for each plugin, as Backstage makes them: never memory. */
export async function startSqlite(): Promise<BenchDatabase> {
  const directory = await mkdtemp(path.join(tmpdir(), 'idp-bench-sqlite-'));
  return {
    name: 'SQLite',
    config: { client: 'better-sqlite3', connection: { directory } },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
}
