import type { ServerResponse } from 'node:http';
import { createMask } from '../bridge';
import { startHttpServer } from './__testUtils__/httpServer';
import { createStepContext } from './__testUtils__/stepContext';
import { LARGEST_BODY } from './http/readAnswer';
import { createHttpStep } from './httpStep';

type Server = Awaited<ReturnType<typeof startHttpServer>>;

const TOKEN = 'Bearer s3cret-token';

const answers: Record<string, (response: ServerResponse) => void> = {
  '/json': response =>
    response
      .setHeader('content-type', 'application/json; charset=utf-8')
      .setHeader('set-cookie', 'session=1')
      .setHeader('x-token', TOKEN)
      .end(JSON.stringify({ ok: true, you: `sent ${TOKEN}` })),
  '/numbers': response =>
    response
      .setHeader('content-type', 'application/json')
      .end(
        '{"id":9007199254740993,"parts":[{"big":123456789012345678}],"n":7}',
      ),
  '/text': response => response.end('hello'),
  '/no-json': response =>
    response.setHeader('content-type', 'application/json').end('<html>'),
  '/missing': response => response.writeHead(404).end('not here'),
  '/here': response => response.writeHead(302, { location: '/text' }).end(),
  '/keeping': response =>
    response.writeHead(307, { location: '/missing' }).end(),
  '/circle': response => response.writeHead(302, { location: '/circle' }).end(),
  '/large': response =>
    response.end('x'.repeat(LARGEST_BODY - 3) + TOKEN.repeat(100_000)),
  '/silent': () => {},
  '/half': response => response.write('half of it'),
  '/cut': response => response.destroy(),
};

describe('A step that uses http', () => {
  let server: Server;
  let other: Server;

  beforeAll(async () => {
    other = await startHttpServer((_, response) => response.end('other'));
    server = await startHttpServer(({ url = '' }, response) =>
      url === '/away'
        ? response.writeHead(302, { location: `${other.url}/?key=1` }).end()
        : answers[url](response),
    );
  });
  afterAll(() => Promise.all([server.stop(), other.stop()]));
  beforeEach(() => {
    server.received.length = 0;
    other.received.length = 0;
  });

  const createStep = (allowedHosts = [server.host, other.host]) =>
    createHttpStep({
      allowedHosts,
      secrets: { 'ci-token': TOKEN, broken: 'two\nlines' },
      createMask,
    });
  const read = (path: string, input: object) => {
    const step = createStep();
    return step.inputSchema.parse({ url: `${server.url}${path}`, ...input });
  };
  const send = (path: string, input: object = {}, context = {}) =>
    createStep().run(read(path, input), createStepContext(context));

  it('gives out status, headers and the body, JSON parsed', async () => {
    expect(await send('/json')).toEqual({
      status: 'succeeded',
      output: {
        status: 200,
        headers: expect.objectContaining({ 'x-token': TOKEN }),
        body: { ok: true, you: `sent ${TOKEN}` },
      },
    });
    expect(await send('/text')).toMatchObject({ output: { body: 'hello' } });
    expect(await send('/no-json')).toMatchObject({
      output: { body: '<html>' },
    });
    expect(server.received[0]).toMatchObject({ method: 'GET', body: '' });
  });

  it('keeps whole numbers as texts that would change, and says so', async () => {
    const said: unknown[] = [];
    const say = async (one: unknown) => void said.push(one);
    expect(await send('/numbers', {}, { say })).toMatchObject({
      status: 'succeeded',
      output: {
        body: {
          id: '9007199254740993',
          parts: [{ big: '123456789012345678' }],
          n: 7,
        },
      },
    });
    expect(said).toMatchObject([
      {
        annotations: [
          {
            level: 'warning',
            text: expect.stringContaining('would change: id, big'),
          },
        ],
      },
    ]);
  });

  it('keeps no cookie', async () => {
    const { output } = (await send('/json')) as {
      output: { headers: object };
    };
    expect(output.headers).not.toHaveProperty('set-cookie');
  });

  it('sends headers and JSON, or text as it is', async () => {
    await send('/text', {
      method: 'POST',
      headers: { 'X-Team': 'platform' },
      json: { replicas: 3 },
    });
    await send('/text', { method: 'PUT', text: 'a=b' });
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        body: '{"replicas":3}',
        headers: { 'content-type': 'application/json', 'x-team': 'platform' },
      },
      { method: 'PUT', body: 'a=b' },
    ]);
  });

  it('sends a secret by its name, and masks it in what comes back', async () => {
    const outcome = await send('/json', {
      headersFromSecrets: { Authorization: 'ci-token' },
    });
    expect(server.received[0].headers.authorization).toBe(TOKEN);
    expect(outcome).toMatchObject({
      status: 'succeeded',
      output: { headers: { 'x-token': '***' }, body: { you: 'sent ***' } },
    });
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
  });

  it.each([
    ['unknown', 'there is no secret unknown in idpOrchestrator.secrets'],
    ['broken', 'the secret broken is not one line'],
  ])('names the secret %s that it cannot send', async (name, message) => {
    const headersFromSecrets = { Authorization: name };
    const input = read('/json', { headersFromSecrets });
    for (const doing of [
      createStep().plan(input, { environment: 'development' }),
      createStep().run(input, createStepContext()),
    ]) {
      await expect(doing).rejects.toThrow(message);
      await expect(doing).rejects.not.toThrow('lines');
    }
    expect(server.received).toEqual([]);
  });

  describe('sends nothing to a host that is not listed', () => {
    it.each([
      ['by default', []],
      ['with another port', ['127.0.0.1', '127.0.0.1:1']],
      ['with another name', ['localhost', '*.0.0.1']],
    ])('%s', async (_, allowedHosts) => {
      const step = createStep(allowedHosts);
      const input = read('/text', {});
      const message = `Requests to ${server.host} are not allowed: list it in idpOrchestrator.http.allowedHosts`;
      await expect(step.run(input, createStepContext())).rejects.toThrow(
        message,
      );
      await expect(
        step.plan(input, { environment: 'development' }),
      ).rejects.toThrow(message);
      expect(server.received).toEqual([]);
    });

    it.each([
      ['https://api.example.com/x', true],
      ['https://deep.api.example.com/x', true],
      ['https://api.example.com:8443/x', false],
      ['https://example.com/x', false],
      ['https://badexample.com/x', false],
      ['https://api.example.com.evil.org/x', false],
      ['https://EXACT.org/x', true],
    ])('%s: %s with *.example.com and exact.org', async (url, isAllowed) => {
      const step = createStep(['*.example.com', 'Exact.org']);
      const planned = step.plan(step.inputSchema.parse({ url }), {
        environment: 'development',
      });
      const refused = await planned.then(
        () => false,
        () => true,
      );
      expect(refused).toBe(!isAllowed);
    });
  });

  it('fails with the status that it did not expect, and keeps the answer', async () => {
    expect(await send('/missing')).toEqual({
      status: 'failed',
      output: expect.objectContaining({ status: 404, body: 'not here' }),
      error: {
        message: `GET ${server.url}/missing answered 404, expected 200 to 299`,
      },
    });
    expect(await send('/missing', { expect: [404, 410] })).toMatchObject({
      status: 'succeeded',
    });
    expect(await send('/text', { expect: [204] })).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('expected 204') },
    });
  });

  it('follows redirects on the same host, as browsers do', async () => {
    expect(await send('/here', { method: 'POST', json: {} })).toMatchObject({
      status: 'succeeded',
      output: { body: 'hello' },
    });
    await send('/keeping', { method: 'POST', json: { a: 1 } });
    expect(
      server.received.map(({ method, url, body }) => [method, url, body]),
    ).toEqual([
      ['POST', '/here', '{}'],
      ['GET', '/text', ''],
      ['POST', '/keeping', '{"a":1}'],
      ['POST', '/missing', '{"a":1}'],
    ]);
  });

  it('does not follow one that is expected, nor one circle for ever', async () => {
    expect(await send('/here', { expect: [302] })).toMatchObject({
      status: 'succeeded',
      output: { status: 302, headers: { location: '/text' } },
    });
    expect(await send('/circle')).toMatchObject({ status: 'failed' });
    expect(server.received.length).toBeLessThan(10);
  });

  it('is never led to another host, even one that is allowed', async () => {
    expect(
      await send('/away', { headersFromSecrets: { 'X-Key': 'ci-token' } }),
    ).toMatchObject({
      status: 'failed',
      error: {
        message: `GET ${server.url}/away answered 302, expected 200 to 299 (a redirect to ${other.host}, not followed)`,
      },
    });
    expect(other.received).toEqual([]);
  });

  it('keeps 256 KiB of a body, says so, and shows no half of a secret', async () => {
    const context = createStepContext();
    const outcome = await createStep().run(
      read('/large', { headersFromSecrets: { Authorization: 'ci-token' } }),
      context,
    );
    const { output } = outcome as {
      output: { body: string; bodyIsCut: boolean };
    };
    expect(output.bodyIsCut).toBe(true);
    expect(output.body).toHaveLength(LARGEST_BODY);
    expect(output.body).not.toMatch(/Bear|s3c/);
    expect(context.said[0].annotations).toEqual([
      { level: 'warning', text: 'Only the beginning of the body is kept' },
    ]);
  });

  it.each(['/silent', '/half'])('times out on %s', async path => {
    expect(await send(path, {}, { timeoutMs: 100 })).toEqual({
      status: 'timed-out',
      error: { message: `GET ${server.url}${path}: no answer within 100 ms` },
    });
  });

  it('ends when it is cancelled, and lets go when it is handed over', async () => {
    const cancel = new AbortController();
    const cancelled = send('/silent', {}, { signal: cancel.signal });
    cancel.abort('cancel');
    expect(await cancelled).toEqual({ status: 'cancelled' });
    const handOver = new AbortController();
    const handedOver = send('/half', {}, { signal: handOver.signal });
    handOver.abort('hand-over');
    await expect(handedOver).rejects.toBe('hand-over');
  });

  it('says why there is no answer', async () => {
    expect(await send('/cut')).toMatchObject({
      status: 'failed',
      error: { message: `GET ${server.url}/cut: other side closed` },
    });
    const gone = await startHttpServer(() => {});
    await gone.stop();
    const step = createStep([gone.host]);
    expect(
      await step.run(
        step.inputSchema.parse({ url: gone.url }),
        createStepContext(),
      ),
    ).toMatchObject({
      error: { message: `GET ${gone.url}: nothing listens at its address` },
    });
  });

  it('plans what it would send, and sends nothing', async () => {
    const plan = (input: object) =>
      createStep().plan(read('/text', input), { environment: 'development' });
    expect(await plan({})).toEqual({
      effect: 'known',
      text: `Would send GET ${server.url}/text.`,
    });
    expect(await plan({ method: 'DELETE' })).toMatchObject({
      effect: 'unknown',
    });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['another scheme', { url: 'file:///etc/passwd' }],
    ['a password in the address', { url: 'https://me:pw@example.com' }],
    ['both bodies', { method: 'POST', json: 1, text: '1' }],
    ['a body with GET', { json: 1 }],
    ['another Host', { headers: { Host: 'internal' } }],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }],
    ['an unknown field', { follow: true }],
  ])('refuses %s', (_, input) => {
    expect(() => read('/text', input)).toThrow();
  });
});
