import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

describe('Health, over HTTP', () => {
  const server = http.createServer((_, response) => response.end());
  const scheduler = mockServices.scheduler();
  const sent: NotificationSendOptions[] = [];
  let port: number;
  let idp: TestOrchestrator;

  const listen = (wanted: number) =>
    new Promise<void>(resolve => {
      server.listen(wanted, '127.0.0.1', resolve);
    });
  const kill = async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  };

  beforeAll(async () => {
    await listen(0);
    port = (server.address() as AddressInfo).port;
    idp = await startTestOrchestrator({
      scripts: {},
      config: {
        services: [
          { name: 'argo', url: `http://127.0.0.1:${port}`, critical: true },
          {
            name: 'workflows',
            dependsOn: ['argo'],
            probes: [{ kind: 'tcp', host: '127.0.0.1', port }],
            environments: ['development'],
          },
        ],
      },
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async (notification: NotificationSendOptions) => {
              sent.push(notification);
            },
          }),
        }),
      ],
    });
  });
  afterAll(async () => {
    await idp.stop();
    await kill();
  });

  const get = async (path: string) => {
    const response = await fetch(`${idp.url}/v1${path}`, {
      headers: { authorization: `Bearer ${idp.token}` },
    });
    return { status: response.status, body: await response.json() };
  };

  it('is told for each environment', async () => {
    const here = await idp.client.getHealth({ refresh: true });
    expect(here).toMatchObject({
      status: 'healthy',
      environment: 'development',
      score: 100,
      services: [{ name: 'argo' }, { name: 'workflows' }],
    });
    const { services } = await idp.client.getHealth({ environment: 'staging' });
    expect(services.map(({ name }) => name)).toEqual(['argo']);
  });

  it('is not told of an environment or a service that there is not', async () => {
    expect((await get('/health?environment=moon')).status).toBe(404);
    expect((await get('/health/events?environment=moon')).status).toBe(404);
    const { status, body } = await get('/services/argoo/history');
    expect(status).toBe(404);
    expect(body.error.message).toContain('Did you mean argo?');
  });

  it('is not told for a query that makes no sense', async () => {
    expect((await get('/health?refresh=maybe')).status).toBe(400);
    expect((await get('/services/argo/history?since=monday')).status).toBe(400);
  });

  it('is seen live by whoever watches: killed, and back', async () => {
    const gone = new AbortController();
    const healths = idp.client.watchHealth({ signal: gone.signal });
    const until = async (isSo: (health: PlatformHealth) => boolean) => {
      for (;;) {
        const { value, done } = await healths.next();
        if (done) throw new Error('The watch has ended');
        if (isSo(value)) return value;
      }
    };
    await until(({ status }) => status === 'healthy');
    await kill();
    const seen = await until(({ status }) => status === 'unhealthy');
    expect(seen.services).toMatchObject([
      { name: 'argo', status: 'down' },
      { name: 'workflows', waitsFor: ['argo'] },
    ]);
    await listen(port);
    await until(({ status }) => status === 'healthy');
    gone.abort();
    expect((await healths.next()).done).toBe(true);
  });

  it('is kept by the watch in the background, which notifies of a critical service', async () => {
    const since = new Date().toISOString();
    await scheduler.triggerTask('watch-health');
    await kill();
    await scheduler.triggerTask('watch-health');
    await listen(port);
    const history = await idp.client.getServiceHistory('argo', { since });
    expect(history).toMatchObject({
      service: 'argo',
      environment: 'development',
      since,
      entries: [
        { kind: 'sample', status: 'healthy', score: 100 },
        {
          kind: 'change',
          status: 'down',
          reason: expect.stringContaining('nothing listens'),
        },
      ],
    });
    const staging = { environment: 'staging' };
    expect(
      (await idp.client.getServiceHistory('argo', staging)).entries,
    ).toHaveLength(2);
    // Told apart from what is recorded, a moment later.
    const deadline = Date.now() + 30_000;
    while (sent.length < 2 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(sent.map(({ payload }) => payload.title).sort()).toEqual([
      'argo (development) is down',
      'argo (staging) is down',
    ]);
    await scheduler.triggerTask('forget-old-health');
  });
});
