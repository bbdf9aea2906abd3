import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { eventually } from '../__testUtils__/webhookReceiver';
import { createTestService } from '../health/__testUtils__/services';
import { createTestHealth } from '../health/__testUtils__/testHealth';
import { systemClock } from '../waiting/systemClock';
import { startFakeApi } from './__testUtils__/startFakeApi';
import { writeKubeconfig } from './__testUtils__/writeKubeconfig';
import { createKubernetesCluster } from './createKubernetesCluster';

jest.setTimeout(60_000);

const environment = 'development';
const namespace = 'shop';
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const names = Array.from({ length: 14 }, (_, index) => `service-${index}`);

const deployment = (name: string, ready = 1) => ({
  metadata: { name, namespace, labels: { app: name } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: { spec: { containers: [{ name: 'main', image: 'app:1.4' }] } },
  },
  status: {
    replicas: 1,
    readyReplicas: ready,
    updatedReplicas: 1,
    availableReplicas: ready,
  },
});

describe('The watches of a cluster that many look at', () => {
  let folder: string;
  let kubeconfig: string;
  let api: Awaited<ReturnType<typeof startFakeApi>>;
  let stopping: AbortController;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-shared-'));
    api = await startFakeApi();
    kubeconfig = await writeKubeconfig(folder, api.url);
    for (const name of names) api.put(deployments, deployment(name));
    stopping = new AbortController();
    logger.warn.mockClear();
  });
  afterEach(async () => {
    stopping.abort();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const connect = () =>
    createKubernetesCluster({
      environments: { [environment]: { cluster: { kubeconfig } } },
      clock: systemClock,
      signal: stopping.signal,
      logger,
    });
  const look = () => {
    const services = names.map(name =>
      createTestService({
        name,
        control: {
          kind: 'kubernetes',
          namespaces: [namespace],
          selector: `app=${name}`,
        },
        probes: [{ kind: 'kubernetes', timeoutMs: 30_000 }],
      }),
    );
    return createTestHealth(services, { cluster: connect() });
  };
  const see = async ({ health }: ReturnType<typeof look>) =>
    health.check({ environment, refresh: true });
  const statuses = ({ services }: PlatformHealth) => [
    ...new Set(services.map(({ status }) => status)),
  ];
  /** Waits until as many watches are open; the first look is answered by lists, before they are. */
  const watchesAre = (count: number) =>
    eventually(() => (api.openWatches() === count ? count : undefined));
  const find = (cluster: ReturnType<typeof connect>, selector: string) =>
    cluster.findWorkloads(
      { environment, namespaces: [namespace], selector, isShared: true },
      AbortSignal.timeout(3_000),
    );

  it.each([1, 10])(
    'cost a list and a watch of each kind for 14 services and %i viewers, however long they look',
    async viewers => {
      const { healthFeeds } = look();
      const gone = new AbortController();
      const seen: PlatformHealth[] = [];
      const watching = Array.from({ length: viewers }, async () => {
        const feed = await healthFeeds.watch(environment, gone.signal);
        for await (const health of feed) seen.push(health);
      });
      await sleep(6_000);
      gone.abort();
      await Promise.all(watching);
      expect(seen.length).toBeGreaterThanOrEqual(viewers);
      expect(seen.flatMap(statuses)).not.toContain('unknown');
      // A list and a watch of each of three kinds.
      expect(api.asked(/apps\/v1/)).toBe(6);
      expect(api.asked(/pods|events/)).toBe(0);
      // That it answers at all is asked every five seconds, its nodes every ten.
      expect(api.received.length).toBeLessThanOrEqual(6 + 2 + 1);
    },
  );

  it('show a change at once, without another request', async () => {
    const { healthFeeds } = look();
    const gone = new AbortController();
    const feed = await healthFeeds.watch(environment, gone.signal);
    await feed.next();
    await watchesAre(3);
    const requests = api.asked(/apps\/v1/);
    api.put(deployments, deployment('service-3', 0));
    const { value } = await feed.next();
    await feed.return(undefined);
    expect(value.services[3]).toMatchObject({ status: 'down' });
    expect(api.asked(/apps\/v1/)).toBe(requests);
  });

  it('miss no change that comes between a list and its watch', async () => {
    const held: Array<() => void> = [];
    api.takeBy(({ url = '' }, _, answer) => {
      const isWatch = url.includes('watch=true');
      if (isWatch) held.push(answer);
      return isWatch;
    });
    const { healthFeeds } = look();
    const gone = new AbortController();
    const feed = await healthFeeds.watch(environment, gone.signal);
    await feed.next();
    await eventually(() => (held.length === 3 ? held : undefined));
    api.put(deployments, deployment('service-3', 0));
    held.forEach(answer => answer());
    const { value } = await feed.next();
    await feed.return(undefined);
    expect(value.services[3]).toMatchObject({ status: 'down' });
  });

  it('tell what a selector of sets chooses, as the cluster would', async () => {
    const cluster = connect();
    const found = async (selector: string) =>
      (await find(cluster, selector)).map(({ name }) => name).join();
    expect(await found('app in (service-1, service-4),!beta')).toBe(
      'service-1,service-4',
    );
    expect(await found('app==service-2')).toBe('service-2');
    expect(await found('app,app notin (service-1),app!=service-3')).toBe(
      names.filter(name => !/-[13]$/.test(name)).join(),
    );
    await expect(found('app=(x')).rejects.toThrow(
      'The label selector "app=(x" is not usable at "app=(x": expected key=value',
    );
  });

  it('go on when they are cut, and nobody notices', async () => {
    const health = look();
    expect(statuses(await see(health))).toEqual(['healthy']);
    await watchesAre(3);
    api.cutWatches();
    expect(statuses(await see(health))).toEqual(['healthy']);
    await watchesAre(3);
    expect(api.asked(/deployments\?.*limit/)).toBe(1);
  });

  it('do not hide that the cluster has fallen silent, or does not know the account any more', async () => {
    const cluster = connect();
    await find(cluster, 'app=service-1');
    api.takeBy(() => true);
    await sleep(5_000);
    await expect(find(cluster, 'app=service-1')).rejects.toThrow('timeout');
    api.takeBy((_, response) => {
      response.writeHead(401).end('{"message":"Unauthorized"}');
      return true;
    });
    await sleep(500);
    await expect(find(cluster, 'app=service-1')).rejects.toThrow(
      'does not know the credentials',
    );
    api.takeBy();
    expect(await find(cluster, 'app=service-1')).toHaveLength(1);
  });

  it('are replaced by lists every few seconds where they are not allowed, which is told once with the rule', async () => {
    api.takeBy(({ url = '' }, response) => {
      const resource = /v1\/.*\/(\w+)\?.*watch=true/.exec(url)?.[1];
      if (!resource) return false;
      const message = `${resource}.apps is forbidden: User "bot" cannot watch resource "${resource}" in API group "apps" in the namespace "${namespace}"`;
      response.writeHead(403).end(JSON.stringify({ message }));
      return true;
    });
    const health = look();
    for (let count = 0; count < 8; count += 1) {
      expect(statuses(await see(health))).toEqual(['healthy']);
      await sleep(200);
    }
    expect(api.asked(/watch=true/)).toBe(3);
    expect(api.asked(/deployments\?.*limit/)).toBeLessThanOrEqual(2);
    const told = logger.warn.mock.calls.map(([message]) => message);
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(
      /health of services in development is listed every few seconds.* to watch deployments\.apps in namespace shop[^]*verbs: \["watch"\]/,
    );
  });

  it('are asked for again after a while when the objects may not even be listed, and told with the rule', async () => {
    api.takeBy(({ url = '' }, response) => {
      if (!url.includes('deployments')) return false;
      const message = `deployments.apps is forbidden: User "bot" cannot list resource "deployments" in API group "apps" in the namespace "${namespace}"`;
      response.writeHead(403).end(JSON.stringify({ message }));
      return true;
    });
    const health = look();
    const { services } = await see(health);
    await see(health);
    expect(services[0].reason).toMatch(/list deployments[^]*verbs: \["list"\]/);
    expect(api.asked(/deployments/)).toBe(1);
    api.takeBy();
    await sleep(5_000);
    expect(statuses(await see(health))).toEqual(['healthy']);
  });

  it('are closed when this backend stops', async () => {
    await see(look());
    await watchesAre(3);
    stopping.abort();
    expect(await watchesAre(0)).toBe(0);
  });
});
