import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../toolchain/paths.mjs';

const SERVER = path.join(
  repositoryRoot,
  'plugins/idp-orchestrator-backend/src/__testUtils__/postgresServer.mjs',
);

/**
 * A PostgreSQL server of its own, with the variables that create-app's
 * configuration for production reads.
 */
export async function startPostgres(node) {
  const child = spawn(node.executable, [SERVER], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise(resolve => child.on('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise((resolve, reject) => {
    lines.on('line', line => resolve(JSON.parse(line).port));
    ended.then(code => reject(new Error(`PostgreSQL ended with ${code}`)));
  });
  return {
    env: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(port),
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'postgres',
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
