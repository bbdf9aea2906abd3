import {
  isCompleted,
  startWindmillBackend,
  toBase64,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
});
afterAll(() => backend.idp.stop());

type Headers = Record<string, string>;

/** What a browser says of where a request comes from, by what made it. */
const FOREIGN: Record<string, Headers> = {
  'an image, a stream or a fetch of another site': {
    'sec-fetch-site': 'cross-site',
  },
  'a page of another port of this machine': { 'sec-fetch-site': 'same-site' },
  'a form of a browser that says only the origin': {
    origin: 'https://evil.example',
  },
  'a page without an origin of its own': { origin: 'null' },
  'a page that contradicts itself': {
    'sec-fetch-site': 'cross-site',
    origin: 'http://localhost:7007',
  },
};

const START = '/w/idp/jobs/run/p/f/idp/greet';
const ARGUMENTS = '{"name":"Eve"}';

const send = (
  path: string,
  { method = 'GET', headers = {}, body }: RequestInit & { headers?: Headers },
) =>
  backend.call(withToken(path), {
    method,
    token: '',
    body,
    // As forms and fetches without CORS can send them.
    headers: { ...(body && { 'content-type': 'text/plain' }), ...headers },
  });

const withToken = (path: string) =>
  `${path}${path.includes('?') ? '&' : '?'}token=${backend.idp.token}`;

const jobs = async () =>
  (await backend.read<Array<{ id: string }>>('/w/idp/jobs/list')).length;

describe.each(Object.entries(FOREIGN))('%s', (_, headers) => {
  it('reads and starts nothing with a token in the address', async () => {
    const before = await jobs();
    for (const [method, path] of [
      ['GET', '/w/idp/jobs/list'],
      ['GET', '/users/whoami'],
      ['GET', `/w/idp/jobs/run_wait_result/p/f/idp/greet`],
      ['POST', START],
      ['POST', '/w/idp/jobs/run_and_stream/p/f/idp/greet'],
    ]) {
      const body = method === 'POST' ? ARGUMENTS : undefined;
      const response = await send(path, { method, headers, body });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.text()).toContain('another origin');
    }
    expect(await jobs()).toBe(before);
  });

  it('gets nothing by a cookie', async () => {
    const before = await jobs();
    const cookie = `token=${backend.idp.token}`;
    for (const [method, path] of [
      ['GET', '/users/whoami'],
      ['POST', START],
    ]) {
      const response = await backend.call(path, {
        method,
        token: '',
        headers: { cookie, ...headers },
      });
      expect([path, response.status]).toEqual([path, 401]);
    }
    expect(await jobs()).toBe(before);
  });
});

describe('A token in the address', () => {
  const own = { 'sec-fetch-site': 'same-origin' };
  const payload = `payload=${toBase64({ name: 'Eve' })}`;
  const waiting = `/w/idp/jobs/run_wait_result/p/f/idp/greet?${payload}`;

  it.each([
    ['no browser', {}],
    ['a page of this backend', own],
    ['whoever types the address', { 'sec-fetch-site': 'none' }],
  ])('lets %s read, and starts nothing by GET', async (_, headers) => {
    expect((await send('/users/whoami', { headers })).status).toBe(200);
    const before = await jobs();
    const response = await send(waiting, { headers });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Authorization: Bearer');
    expect(await jobs()).toBe(before);
  });

  it.each([
    ['a page of this backend', own],
    ['a program, which sends no headers of browsers,', {}],
  ])('starts what %s posts', async (_, headers) => {
    const response = await send(START, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: ARGUMENTS,
    });
    expect(response.status).toBe(201);
    await backend.until(await response.text(), isCompleted);
  });

  it('starts nothing as a cookie, unless a page of this backend posts', async () => {
    const cookie = `token=${backend.idp.token}`;
    const post = (headers: Headers) =>
      backend.call(START, {
        method: 'POST',
        token: '',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: ARGUMENTS,
      });
    expect((await post({})).status).toBe(401);
    const started = await post(own);
    expect(started.status).toBe(201);
    await backend.until(await started.text(), isCompleted);
  });
});

describe('A start by GET', () => {
  it('does nothing when only the head is asked for', async () => {
    const before = await jobs();
    const response = await backend.call(
      '/w/idp/jobs/run_wait_result/p/f/idp/greet',
      { method: 'HEAD' },
    );
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await jobs()).toBe(before);
  });
});
