import { mockCredentials } from '@backstage/backend-test-utils';
import {
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';
import { SUPPORTED } from './routes/supported';

jest.setTimeout(60_000);

/**
 * The limit on requests, which is more than the tests before the last one send.
 */
const LIMIT = 300;

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend({
    config: { api: { requestsPerMinute: LIMIT } },
  });
});
afterAll(() => backend.idp.stop());

const OPEN = ['GET /version', 'GET /health/status'];
const SIGNED = SUPPORTED.filter(route => route.includes('{signature}'));
const CLOSED = SUPPORTED.filter(
  route => !OPEN.includes(route) && !SIGNED.includes(route),
);

const toPath = (route: string) =>
  route
    .replace('{workspace}', 'idp')
    .replace('{id}', crypto.randomUUID())
    .replace(/\{\w+\}/g, '1');

describe('Without a token', () => {
  const ask = (route: string) => {
    const [method, path] = toPath(route).split(' ');
    const addresses = [backend.root, `${backend.idp.url}/windmill`];
    return Promise.all(
      addresses.map(address => fetch(`${address}/api${path}`, { method })),
    );
  };

  it.each(CLOSED)('%s is closed', async route => {
    for (const { status } of await ask(route)) expect(status).toBe(401);
  });

  it.each(SIGNED)('%s is closed to a made-up signature', async route => {
    for (const { status } of await ask(route)) expect(status).toBe(401);
  });

  it.each(OPEN)('%s is open', async route => {
    for (const { status } of await ask(route)) expect(status).toBe(200);
  });

  it('what is not there is closed like everything', async () => {
    const answers = await ask('GET /w/{workspace}/scripts/list');
    for (const { status } of answers) expect(status).toBe(401);
  });

  it.each(SUPPORTED)('%s is a route that there is', async route => {
    const [method, path] = toPath(route).split(' ');
    const response = await backend.call(path, { method });
    expect(await response.text()).not.toContain('is not supported here');
  });

  it('health says that the database and a worker are there', async () => {
    const response = await backend.call('/health/status', { token: '' });
    expect(await response.json()).toMatchObject({
      status: 'healthy',
      database_healthy: true,
      workers_alive: 1,
    });
  });

  it('the routes of Backstage at the root are as they were', async () => {
    const response = await backend.call('/idp-orchestrator/v1/flows');
    expect(response.status).toBe(200);
    expect((await backend.call('/nothing-of-ours')).status).toBe(404);
  });

  it('a cookie is as good, but not from the page of somebody else', async () => {
    const cookie = `a=b; token=${backend.idp.token}`;
    const look = (headers: Record<string, string>) =>
      backend.call('/users/whoami', {
        token: '',
        headers: { cookie, ...headers },
      });
    expect((await look({})).status).toBe(200);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await look(foreign)).status).toBe(401);
  });
});

describe('Who asks too often', () => {
  it('is told when to come back, without holding up others', async () => {
    const ask = () => backend.call('/users/whoami');
    let response = await ask();
    for (let asked = 0; asked < LIMIT && response.ok; asked++) {
      response = await ask();
    }
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).toContain('come back');
    const token = mockCredentials.service.token();
    const other = await backend.call('/users/whoami', { token });
    expect(other.status).toBe(200);
  });
});
