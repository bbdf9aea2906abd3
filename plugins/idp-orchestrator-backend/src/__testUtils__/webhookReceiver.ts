import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it came. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Receives for real, and answers with what is next of `answers`, or 204. */
export async function startReceiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    received.push({ path: req.url ?? '', headers: req.headers, body });
    if (req.url === '/slow') return;
    const status = answers.shift() ?? 204;
    res.writeHead(status, { location: `${url}/elsewhere` }).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  };
  return { url, received, answers, stop };
}

export type TestReceiver = Awaited<ReturnType<typeof startReceiver>>;

/** What is read, as soon as it is there. */
export async function eventually<T>(
  read: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('It never came');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
