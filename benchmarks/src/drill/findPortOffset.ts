import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** By which the addresses in the example's services.yaml are moved already. */
const DEFAULT_OFFSET = 10_000;
const LOWEST_OFFSET = 11_000;
/** With a higher one the sandbox would take ports that the system gives to others. */
const HIGHEST_OFFSET = 12_766;
const TRIES = 100;

/** A port offset for a sandbox of the drill's own: others may be up on this machine. */
export async function findPortOffset(): Promise<number> {
  const file = resolvePackagePath('@idp/example-platform', 'services.yaml');
  const addresses = (await readFile(file, 'utf8')).matchAll(/localhost:(\d+)/g);
  const ports = [...addresses].map(([, port]) => Number(port) - DEFAULT_OFFSET);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const offset = pick(LOWEST_OFFSET, HIGHEST_OFFSET);
    const free = await Promise.all(ports.map(port => isFree(port + offset)));
    if (free.every(Boolean)) return offset;
  }
  throw new Error('There are no free ports for a sandbox');
}

function pick(lowest: number, highest: number): number {
  return lowest + Math.floor(Math.random() * (highest - lowest));
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
