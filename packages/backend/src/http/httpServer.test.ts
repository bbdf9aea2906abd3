import { once } from 'node:events';
import {
  request,
  type IncomingMessage,
  type Server as HttpServer,
} from 'node:http';
import { networkInterfaces } from 'node:os';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { httpServer } from './httpServer';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some(found => found?.address === '::1');

const closing: Array<() => unknown> = [];
afterAll(() => Promise.all(closing.map(close => close())));

interface Answer {
  status?: number;
  text: string;
}

/** The real server of the example on a free port, with one route behind it. */
async function startServer(
  listen: object = {},
  { port, auth }: { port?: number; auth?: object } = {},
) {
  const used = port ?? (await findFreePort());
  const tester = ServiceFactoryTester.from(httpServer, {
    dependencies: [
      mockServices.rootLifecycle.mock({
        addShutdownHook: hook => closing.push(hook),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.example' },
          backend: {
            baseUrl: 'https://backstage.example',
            listen: { host: '127.0.0.1', port: used, ...listen },
            ...(auth && { auth }),
          },
        } as never,
      }),
    ],
  });
  const router = await tester.getSubject();
  let asked = 0;
  const count = () => {
    asked += 1;
  };
  router.use('/api/shell', (_, response) => {
    count();
    response.send('done');
  });
  router.use('/static', (_, response) => {
    response.type('js').send('run();'.repeat(1_000));
  });
  router.use('/api/events', (_, response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
    });
    response.write('data: first\n\n');
  });
  // As the plugin for signals does it.
  router.use('/api/signals', ({ socket }, response) => {
    const { server } = socket as unknown as { server: HttpServer };
    server.on('upgrade', (_, upgraded) => {
      count();
      upgraded.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    });
    response.end();
  });
  return { port: used, asked: () => asked };
}

async function findFreePort(): Promise<number> {
  const server = await listenOn('127.0.0.1', 0);
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

async function listenOn(host: string, port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return server;
}

function ask(
  port: number,
  headers: Record<string, string>,
  host = '127.0.0.1',
): Promise<Answer> {
  const options = { host, port, path: '/api/shell', method: 'POST', headers };
  return new Promise((resolve, reject) => {
    const toAnswer = (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    };
    request(options, toAnswer).on('error', reject).end();
  });
}

/** The beginning of an answer for somebody who takes it compressed. */
function open(port: number, path: string): Promise<IncomingMessage> {
  const headers = {
    host: `127.0.0.1:${port}`,
    'accept-encoding': 'gzip, br',
  };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, resolve)
      .on('error', reject)
      .end();
  });
}

/** What comes back for a request that is written by hand. */
function sendRaw(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${lines.join('\r\n')}\r\n\r\n`),
    );
    socket.setEncoding('utf8');
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

describe('The server of the example', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    server = await startServer();
  });

  it.each([
    'localhost:PORT',
    'LocalHost:PORT',
    '127.0.0.1:PORT',
    '[::1]:PORT',
    'backstage.example',
    'portal.example',
  ])('answers to its own name %s', async name => {
    const host = name.replace('PORT', String(server.port));
    expect(await ask(server.port, { host })).toMatchObject({ status: 200 });
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    'localhost',
    'localhost:1',
    'localhost.:PORT',
    'backstage.example:PORT',
    '0.0.0.0:PORT',
  ])('refuses %s, before a route is asked', async name => {
    const before = server.asked();
    const host = name.replace('PORT', String(server.port));
    const { status, text } = await ask(server.port, { host });
    expect(status).toBe(421);
    expect(text).toContain(JSON.stringify(host));
    expect(text).toContain(`localhost:${server.port}`);
    expect(text).toContain('backend.baseUrl');
    expect(server.asked()).toBe(before);
  });

  it('compresses the files of the portal', async () => {
    const answer = await open(server.port, '/static');
    expect(answer.headers).toMatchObject({
      'content-encoding': 'br',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    answer.destroy();
  });

  it('sends an event when it happens, and as it is', async () => {
    const answer = await open(server.port, '/api/events');
    expect(answer.headers['content-encoding']).toBeUndefined();
    // The stream goes on: this comes before its end, or never.
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('data: first\n\n');
    answer.destroy();
  });

  it('refuses what waits to be let go on, and what has no name at all', async () => {
    const before = server.asked();
    const evil = 'Host: evil.example';
    for (const lines of [
      ['POST /api/shell HTTP/1.1', evil, 'Expect: 100-continue'],
      ['GET /api/shell HTTP/1.0'],
    ]) {
      expect(await sendRaw(server.port, lines)).toContain('HTTP/1.1 421 ');
    }
    expect(server.asked()).toBe(before);
  });

  it('refuses WebSockets under an unknown name, also once somebody takes them', async () => {
    const upgrade = (host: string) =>
      sendRaw(server.port, [
        'GET /api/signals HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade, close',
        'Upgrade: websocket',
      ]);
    const own = `localhost:${server.port}`;
    expect(await upgrade('evil.example')).toMatch(/^HTTP\/1\.1 421 /);
    expect(await upgrade(own)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await upgrade(own)).toMatch(/^HTTP\/1\.1 101 /);
    const before = server.asked();
    const refused = await upgrade('evil.example');
    expect(refused).toMatch(/^HTTP\/1\.1 421 /);
    expect(refused).toContain('"evil.example"');
    expect(server.asked()).toBe(before);
  });
});

it.each([
  ['without a token', { host: '127.0.0.1', why: 'has no token' }],
  [
    'for all with a token of `npm start`',
    { host: '0.0.0.0', token: 'idp-local-x', why: 'was made by' },
  ],
] as Array<[string, { host: string; token?: string; why: string }]>)(
  'does not listen %s',
  async (_, { host, token, why }) => {
    const port = await findFreePort();
    const options = { ...(token && { token }), subject: 'idp-api' };
    const auth = { externalAccess: [{ type: 'static', options }] };
    await expect(startServer({ host }, { port, auth })).rejects.toThrow(why);
    await expect(ask(port, {})).rejects.toThrow('ECONNREFUSED');
  },
);

(hasIpv6 ? describe : describe.skip)('On a machine with IPv6, it', () => {
  it('answers on both addresses that localhost stands for', async () => {
    const server = await startServer();
    const host = `localhost:${server.port}`;
    expect(await ask(server.port, { host }, '::1')).toMatchObject({
      status: 200,
    });
    const evil = { host: 'evil.example' };
    expect(await ask(server.port, evil, '::1')).toMatchObject({ status: 421 });
  });

  it('does not start beside somebody else who would get what is meant for it', async () => {
    const port = await findFreePort();
    const other = await listenOn('::1', port);
    closing.push(() => other.close());
    await expect(startServer({}, { port })).rejects.toThrow(
      `Port ${port} of ::1 cannot be had (EADDRINUSE)`,
    );
  });

  it('stays at the address that it is given', async () => {
    const { port } = await startServer({ host: '::1' });
    const host = `[::1]:${port}`;
    expect(await ask(port, { host }, '::1')).toMatchObject({ status: 200 });
    await expect(ask(port, { host }, '127.0.0.1')).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});
