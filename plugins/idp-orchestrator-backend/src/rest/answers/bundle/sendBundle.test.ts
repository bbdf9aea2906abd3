import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { BundleFile } from './listBundleFiles';
import { sendBundle } from './sendBundle';

jest.setTimeout(30_000);

/**
 * Makes a long random text, which does not fit into what is buffered on the
 * way.
 */
function createLongText(): string {
  return Array.from({ length: 50_000 }, Math.random).join(' ');
}

/** Answers one request with a bundle of these files; `ended` tells how that went. */
async function serve(files: AsyncGenerator<BundleFile>) {
  const ended = Promise.withResolvers<unknown>();
  const app = express();
  app.get('/', (_, res) => {
    sendBundle(res, { name: 'run', files }).then(
      () => ended.resolve('sent'),
      ended.resolve,
    );
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const request = get({ port, host: '127.0.0.1' });
  const [response] = await once(request, 'response');
  return { request, response, ended: ended.promise, server };
}

describe('A bundle', () => {
  it('is made no further when its reader hangs up, which is no failure', async () => {
    const closed = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<BundleFile> {
      try {
        for (let number = 1; ; number++) {
          yield { name: `${number}.txt`, text: createLongText() };
        }
      } finally {
        closed.resolve();
      }
    }
    const { request, response, ended, server } = await serve(endless());
    await once(response, 'data');
    request.destroy();
    expect(await ended).toBe('sent');
    await closed.promise;
    server.close();
  });

  it('is cut off when a file cannot be made, and says why to its caller', async () => {
    async function* failing(): AsyncGenerator<BundleFile> {
      yield { name: 'one.txt', text: createLongText() };
      throw new Error('The log is gone');
    }
    const { response, ended, server } = await serve(failing());
    const cut = once(response, 'error');
    response.resume();
    expect(await ended).toMatchObject({ message: 'The log is gone' });
    expect((await cut)[0]).toMatchObject({ code: 'ECONNRESET' });
    server.close();
  });
});
