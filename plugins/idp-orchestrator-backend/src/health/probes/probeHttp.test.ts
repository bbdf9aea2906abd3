import dns from 'node:dns';
import type { RequestListener } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import tls from 'node:tls';
import { systemClock } from '../../waiting/systemClock';
import type { Probe } from '../../platform';
import { authority, certificates, key } from '../__testUtils__/certificates';
import { createTestService } from '../__testUtils__/services';
import { probeHttp } from './probeHttp';

type HttpProbe = Extract<Probe, { kind: 'http' }>;

describe('An HTTP probe', () => {
  const servers: Server[] = [];

  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
  };
  const serve = async (answer: RequestListener) =>
    `http://127.0.0.1:${await listen(http.createServer(answer))}`;
  const serveTls = async (cert: string) => {
    const server = https.createServer({ key, cert }, (_, res) => res.end('ok'));
    return `https://localhost:${await listen(server)}`;
  };
  const ask = (
    url: string | undefined,
    probe: Partial<HttpProbe> = {},
    probeHosts: string[] = [],
  ) =>
    probeHttp(
      createTestService({ name: 'grafana', url }),
      { kind: 'http', path: '/', timeoutMs: 10_000, ...probe },
      { clock: systemClock, probeHosts },
    );

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const server of servers.splice(0)) {
      if (server instanceof http.Server) server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

  it('finds a service well that answers, and tells how long it took', async () => {
    const url = await serve((_, res) => res.end());
    expect(await ask(url)).toEqual({
      kind: 'http',
      status: 'healthy',
      score: 100,
      text: 'answers with status 200',
      latencyMs: expect.any(Number),
      answered: true,
    });
  });

  it('asks below the URL of the service, and not twice below it', async () => {
    const asked: Array<string | undefined> = [];
    const url = await serve((req, res) => {
      asked.push(req.url);
      res.end();
    });
    await ask(url, { path: '/api/health?full=1' });
    await ask(`${url}/grafana/`, { path: '/api/health' });
    await ask(`${url}/kiali`, { path: '/kiali/healthz' });
    expect(asked).toEqual([
      '/api/health?full=1',
      '/grafana/api/health',
      '/kiali/healthz',
    ]);
  });

  it.each([
    [500, 25, undefined],
    [503, 25, undefined],
    [401, 50, 'Give a health path that needs no sign-in.'],
    [404, 50, 'Check its health path.'],
  ])('tells an answer with status %i', async (status, score, next) => {
    const url = await serve((_, res) => res.writeHead(status).end());
    const sight = await ask(url);
    expect(sight).toMatchObject({
      status: 'degraded',
      score,
      text: `answers with status ${status}`,
      answered: true,
    });
    expect(sight.next?.text).toBe(next);
  });

  it('holds a service to the status that is expected', async () => {
    const url = await serve((_, res) => res.writeHead(200).end());
    expect(await ask(url, { expectStatus: 204 })).toMatchObject({
      status: 'degraded',
      text: 'answers with status 200, not 204',
    });
    expect(await ask(url, { expectStatus: 200 })).toMatchObject({
      status: 'healthy',
    });
  });

  it('looks for a text in the beginning of the body', async () => {
    const url = await serve((_, res) => {
      res.write('{"database":');
      res.end('"ok"}');
    });
    expect(await ask(url, { expectBody: '"database":"ok"' })).toMatchObject({
      status: 'healthy',
    });
    expect(await ask(url, { expectBody: 'ready' })).toMatchObject({
      status: 'degraded',
      text: 'answers with status 200, but without "ready"',
    });
  });

  it('tells a redirect and does not follow it', async () => {
    let requests = 0;
    const url = await serve((_, res) => {
      requests += 1;
      res.writeHead(302, { location: '/login' }).end();
    });
    expect(await ask(url)).toMatchObject({
      status: 'healthy',
      text: 'answers with status 302, sending to /login',
    });
    expect(requests).toBe(1);
  });

  it.each([
    ['/in?sessiontoken=top#secret', '/in'],
    ['?sessiontoken=top', '/'],
    ['//user:secret@login.example.com/in?t=top', 'http://login.example.com/in'],
    [
      'https://u:secret@login.example.com/in#top',
      'https://login.example.com/in',
    ],
    ['mailto:secret@example.com', 'what is no address of http or https'],
    ['http://[secret', 'what is no address of http or https'],
  ])('tells of a redirect to %s only %s', async (location, told) => {
    const url = await serve((_, res) => res.writeHead(302, { location }).end());
    expect((await ask(url)).text).toBe(
      `answers with status 302, sending to ${told}`,
    );
  });

  it('tells nothing of an address that it cannot ask', async () => {
    for (const url of ['ftp://user:secret@host/?secret', 'user:secret@host']) {
      expect(JSON.stringify(await ask(url))).not.toContain('secret');
    }
  });

  it.each(['//127.0.0.2/', '/\\127.0.0.2', 'http://127.0.0.2/'])(
    'asks no other host by the health path %s',
    async path => {
      const url = await serve((_, res) => res.end());
      expect(await ask(url, { path })).toMatchObject({
        status: 'unknown',
        text: 'its health path is no path below its URL',
      });
    },
  );

  describe('that an entity of the catalog named', () => {
    const named = { namedBy: 'catalog' as const };

    it('asks the hosts that app-config lists, and no others', async () => {
      let requests = 0;
      const url = await serve((_, res) => {
        requests += 1;
        res.end();
      });
      const { host } = new URL(url);
      expect(await ask(url, named)).toEqual({
        kind: 'http',
        status: 'unknown',
        text: `an entity of the catalog names its host ${host}, which is not asked: list it in idpOrchestrator.catalogServices.probeHosts, or the service in idpOrchestrator.services`,
      });
      const others = ['127.0.0.1', '*.example.com', 'localhost'];
      expect(await ask(url, named, others)).toMatchObject({
        status: 'unknown',
      });
      expect(requests).toBe(0);
      expect(await ask(url, named, [host])).toMatchObject({
        status: 'healthy',
      });
      expect(requests).toBe(1);
    });

    it.each([
      '169.254.169.254',
      '0xa9fea9fe',
      '2852039166',
      '0.0.0.0',
      '0',
      '[::]',
      '[fe80::1]',
      '[::ffff:169.254.169.254]',
      '[::ffff:0.0.0.0]',
      '[64:ff9b::169.254.169.254]',
      '[fd00:ec2::254]',
      '100.100.100.200',
      'metadata.google.internal',
      'METADATA.google.internal.',
    ])('never asks %s, listed or not', async host => {
      const connect = jest.spyOn(net.Socket.prototype, 'connect');
      const url = `http://${host}/latest/?token=secret`;
      const sight = await ask(url, named, [host, new URL(url).host]);
      expect(sight).toMatchObject({
        status: 'unknown',
        text: expect.stringContaining('never asked'),
      });
      expect(sight.text).not.toContain('secret');
      expect(connect).not.toHaveBeenCalled();
    });

    it.each([
      ['169.254.169.254', 4],
      ['0.0.0.0', 4],
      ['::ffff:169.254.169.254', 6],
      ['fe80::1%eth0', 6],
    ])(
      'never connects to %s, whatever its host is called',
      async (address, family) => {
        const lookup = jest
          .spyOn(dns.promises, 'lookup')
          .mockImplementation((async () => [
            { address: '127.0.0.1', family: 4 },
            { address, family },
          ]) as never);
        const port = await listen(
          http.createServer((_, res) => res.end('reached')),
        );
        const host = `rebound.example.com:${port}`;
        expect(await ask(`http://${host}`, named, [host])).toMatchObject({
          status: 'unknown',
          text: expect.stringContaining('never asked'),
        });
        expect(lookup).toHaveBeenCalledTimes(1);
        // What app-config names is the operator's own, and goes anywhere.
        expect(await ask(`http://${host}`)).toMatchObject({
          text: 'answers with status 200',
        });
      },
    );
  });

  it('finds a service down where nothing listens', async () => {
    const port = await listen(net.createServer());
    await new Promise(resolve => {
      servers.pop()!.close(resolve);
    });
    const sight = await ask(`http://localhost:${port}`);
    expect(sight).toMatchObject({
      status: 'down',
      score: 0,
      text: `nothing listens at localhost:${port} (connection refused)`,
      isThere: false,
    });
    expect(sight).not.toHaveProperty('answered');
  });

  it('finds a service down that takes the request and says nothing', async () => {
    const url = await serve(() => {});
    expect(await ask(url, { timeoutMs: 200 })).toEqual({
      kind: 'http',
      status: 'down',
      score: 0,
      text: 'no answer from 127.0.0.1 within 200 ms',
    });
  });

  it('does not wait for a body that never ends', async () => {
    const url = await serve((_, res) => res.write('beginning'));
    expect(await ask(url, { timeoutMs: 200, expectBody: 'end' })).toMatchObject(
      { status: 'down', text: expect.stringContaining('within 200 ms') },
    );
    expect(await ask(url)).toMatchObject({ status: 'healthy' });
  });

  it('finds a service down that hangs up', async () => {
    const url = await serve((_, res) => res.destroy());
    expect(await ask(url)).toMatchObject({
      status: 'down',
      text: expect.stringContaining('closes the connection without an answer'),
    });
  });

  it('tells a host name that nobody knows', async () => {
    expect(await ask('http://grafana.invalid')).toMatchObject({
      status: expect.stringMatching(/down|unknown/),
      text: expect.stringContaining('(DNS)'),
    });
  });

  it('tells a name server that does not answer as unknown, and asks it once', async () => {
    const lookup = jest
      .spyOn(dns.promises, 'lookup')
      .mockImplementation(() => new Promise(() => {}));
    const limit = { timeoutMs: 200 };
    const sights = [
      ...(await Promise.all([
        ask('http://slow.example:1', limit),
        ask('http://slow.example:2', limit),
      ])),
      await ask('http://slow.example:1', limit),
    ];
    for (const sight of sights) {
      expect(sight).toEqual({
        kind: 'http',
        status: 'unknown',
        text: 'the name server gives no answer for slow.example within 200 ms (DNS)',
      });
    }
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it('does not know how a service is without an address to ask', async () => {
    expect(await ask(undefined)).toMatchObject({
      status: 'unknown',
      text: 'no URL is configured',
    });
    expect(await ask('ftp://localhost')).toMatchObject({ status: 'unknown' });
    expect(await ask('grafana')).toMatchObject({ status: 'unknown' });
  });

  it('tells a server that speaks something else', async () => {
    const port = await listen(
      net.createServer(socket => {
        socket.resume().end('220 ready for mail\r\n');
      }),
    );
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({
      status: 'degraded',
      text: expect.stringContaining('not in HTTP'),
    });
    const plain = await serve((_, res) => res.end());
    expect(await ask(plain.replace('http:', 'https:'))).toMatchObject({
      status: 'degraded',
      text: expect.stringMatching(/^TLS: .* does not speak it$/),
      next: { text: expect.stringContaining('http instead of https') },
    });
  });

  describe('of an HTTPS service whose authority is trusted', () => {
    const usual = tls.getCACertificates('default');
    beforeAll(() => tls.setDefaultCACertificates([...usual, authority]));
    afterAll(() => tls.setDefaultCACertificates(usual));

    it('finds it well with a certificate that is right', async () => {
      expect(await ask(await serveTls(certificates.valid))).toMatchObject({
        status: 'healthy',
        answered: true,
      });
    });

    it.each([
      ['expired', 'TLS: its certificate has expired'],
      ['notYetValid', 'TLS: its certificate is not valid yet'],
      [
        'otherHost',
        'TLS: its certificate is for another host (grafana.example.com)',
      ],
      ['selfSigned', 'TLS: its certificate is self-signed'],
    ] as const)('tells a certificate that is %s', async (name, text) => {
      const sight = await ask(await serveTls(certificates[name]));
      expect(sight).toMatchObject({ status: 'degraded', score: 25, text });
      expect(sight).not.toHaveProperty('answered');
      expect(sight.next).toEqual({ text: expect.any(String) });
    });
  });

  it('tells a certificate of an authority that is not trusted', async () => {
    expect(await ask(await serveTls(certificates.valid))).toMatchObject({
      status: 'degraded',
      text: 'TLS: its certificate is of an unknown authority',
    });
  });
});
