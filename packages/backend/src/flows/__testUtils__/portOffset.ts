import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const SERVICES = path.resolve(
  __dirname,
  '../../../../../examples/platform/services.yaml',
);
/** With a higher one the sandbox would take ports that the system gives to others. */
const HIGHEST_OFFSET = 12_766;

/** A port offset for a sandbox of a test's own: other sandboxes may be up on this machine. */
export async function findPortOffset(): Promise<number> {
  const addresses = readFileSync(SERVICES, 'utf8').matchAll(/localhost:(\d+)/g);
  const ports = [...addresses].map(([, port]) => Number(port));
  for (let attempt = 0; attempt < 100; attempt++) {
    const offset = 500 + Math.floor(Math.random() * (HIGHEST_OFFSET - 500));
    const free = await Promise.all(ports.map(port => isFree(port + offset)));
    if (free.every(Boolean)) return offset;
  }
  throw new Error('There are no free ports for a sandbox');
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
