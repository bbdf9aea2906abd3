import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers nothing, on a port of its own. */
export async function startSilentServer(): Promise<{
  server: Server;
  port: number;
}> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

export async function findFreePort(): Promise<number> {
  const { server, port } = await startSilentServer();
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}
