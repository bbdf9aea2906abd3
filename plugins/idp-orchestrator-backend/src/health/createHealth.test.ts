import type { AddressInfo } from 'node:net';
import http from 'node:http';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../platform';
import { createTestService } from './__testUtils__/services';
import { createTestHealth } from './__testUtils__/testHealth';

jest.setTimeout(60_000);

/**
 * Starts a service of the test's own: a real server that counts, and can be
 * told to hang.
 */
async function startService(
  name: string,
  more: Partial<ServiceDefinition> = {},
) {
  const state = { requests: 0, hangs: false };
  const server = http.createServer((_, response) => {
    state.requests += 1;
    if (!state.hangs) response.end();
  });
  const listen = (port: number) =>
    new Promise<void>(resolve => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    state,
    definition: createTestService({ name, url, ...more }),
    start: () => listen(port),
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

type TestService = Awaited<ReturnType<typeof startService>>;

const NOW = { environment: 'development', refresh: true };

describe('Health of twenty services, one of which hangs', () => {
  let services: TestService[];
  let hanging: TestService;

  beforeAll(async () => {
    const names = Array.from({ length: 20 }, (_, index) => `service-${index}`);
    const probes = [{ kind: 'http', path: '/', timeoutMs: 3_000 } as const];
    services = await Promise.all(
      names.map(name => startService(name, { probes })),
    );
    hanging = services[7];
    hanging.state.hangs = true;
  });
  afterAll(() => Promise.all(services.map(service => service.stop())));
  beforeEach(() => services.forEach(({ state }) => (state.requests = 0)));

  const create = () =>
    createTestHealth(services.map(({ definition }) => definition));

  it('tells the nineteen as they are, held up by nobody, and the one as not answering within its limit', async () => {
    const { health } = create();
    const answered: string[] = [];
    const [{ services: seen }] = await Promise.all([
      health.check(NOW),
      ...services.map(async ({ definition: { name } }) => {
        await health.check({ ...NOW, services: [name] });
        answered.push(name);
      }),
    ]);
    const others = seen.filter(({ name }) => name !== 'service-7');
    expect(others.map(({ status }) => status)).toEqual(
      Array(19).fill('healthy'),
    );
    expect(seen[7]).toMatchObject({
      status: 'down',
      reason: 'no answer from 127.0.0.1 within 3000 ms',
    });
    expect(answered.at(-1)).toBe('service-7');
  });

  it('sends one request to each for fifty askers, who all ask anew', async () => {
    const { health } = create();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => health.check(NOW)),
    );
    expect(new Set(answers.map(({ score }) => score))).toEqual(new Set([95]));
    expect(services.map(({ state }) => state.requests)).toEqual(
      Array(20).fill(1),
    );
  });

  it('keeps an answer for who does not ask anew', async () => {
    const { health } = createTestHealth([services[0].definition]);
    await health.check(NOW);
    await health.check({ ...NOW, refresh: false });
    expect(services[0].state.requests).toBe(1);
    await health.check(NOW);
    expect(services[0].state.requests).toBe(2);
  });

  it('of those that are named asks them and what they need, and tells of them only', async () => {
    const [first, second, third] = services.map(({ definition }) => definition);
    const { health } = createTestHealth([
      first,
      { ...second, dependsOn: [first.name] },
      third,
    ]);
    const seen = await health.check({ ...NOW, services: [second.name] });
    expect(seen.services.map(({ name }) => name)).toEqual([second.name]);
    expect(services.slice(0, 3).map(({ state }) => state.requests)).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('Nodes of a cluster', () => {
  it('are told as they are counted, once for askers at the same time', async () => {
    const counted = {
      nodes: 3,
      ready: 2,
      notReady: ['node-2 (Kubelet stopped posting node status.)'],
      underPressure: ['node-1 (DiskPressure: kubelet has disk pressure)'],
      cordoned: [],
    };
    const countNodes = jest.fn(async () => counted);
    const { health } = createTestHealth([], {
      cluster: { unavailableReason: () => undefined, countNodes },
    });
    const [seen] = await Promise.all([health.check(NOW), health.check(NOW)]);
    expect(seen.nodes).toEqual(counted);
    expect(countNodes).toHaveBeenCalledTimes(1);
  });

  it('are not told as none when they cannot be counted', async () => {
    const { health } = createTestHealth([], {
      cluster: {
        unavailableReason: () => undefined,
        countNodes: () => Promise.reject(new Error('may not list nodes')),
      },
    });
    const seen = await health.check(NOW);
    expect(seen).not.toHaveProperty('nodes');
    expect(seen.nodesUnknownBecause).toBe('may not list nodes');
  });
});

describe('Watching the health of an environment', () => {
  let argo: TestService;
  let backstage: TestService;
  let hanging: TestService;
  let health: ReturnType<typeof createTestHealth>;

  beforeEach(async () => {
    argo = await startService('argo-cd', { critical: true });
    backstage = await startService('backstage', { dependsOn: ['argo-cd'] });
    hanging = await startService('hanging', {
      probes: [{ kind: 'http', path: '/', timeoutMs: 2_000 }],
    });
    hanging.state.hangs = true;
    health = createTestHealth(
      [argo, backstage, hanging].map(({ definition }) => definition),
    );
  });
  afterEach(() =>
    Promise.allSettled([argo, backstage, hanging].map(each => each.stop())),
  );

  const watch = async () => {
    const gone = new AbortController();
    const healths = await health.healthFeeds.watch('development', gone.signal);
    const next = async (): Promise<PlatformHealth> =>
      (await healths.next()).value;
    /** Watches until something is seen. */
    const until = async (isSo: (seen: PlatformHealth) => boolean) => {
      for (;;) {
        const seen = await next();
        if (isSo(seen)) return seen;
      }
    };
    const leave = async () => {
      gone.abort();
      expect((await healths.next()).done).toBe(true);
    };
    return { next, until, leave };
  };

  it('begins with how it is, and tells when a server dies and when it is back', async () => {
    const viewer = await watch();
    expect((await viewer.next()).services).toMatchObject([
      { name: 'argo-cd', status: 'healthy', url: argo.definition.url },
      { name: 'backstage', status: 'healthy' },
      { name: 'hanging', status: 'down' },
    ]);
    await argo.stop();
    // Whoever asks at that very moment has its connection closed.
    const seen = await viewer.until(({ services: [{ reason }] }) =>
      Boolean(reason?.includes('nothing listens at')),
    );
    expect(seen.status).not.toBe('healthy');
    expect(seen.services).toMatchObject([
      { status: 'down' },
      { status: 'healthy', waitsFor: ['argo-cd'] },
      {},
    ]);
    expect(seen.services[0]).not.toHaveProperty('url');
    expect(seen.recommendations[0]).toMatchObject({
      service: 'argo-cd',
      action: { operation: 'start', services: ['argo-cd'] },
    });
    await argo.start();
    await viewer.until(({ services }) => services[0].status === 'healthy');
    await viewer.leave();
  });

  it('asks no more for many viewers than for one, and a later one gets the present state at once', async () => {
    const viewers = await Promise.all(Array.from({ length: 30 }, watch));
    await Promise.all(viewers.map(({ next }) => next()));
    const asked = argo.state.requests;
    expect(asked).toBeLessThan(15);
    const late = await watch();
    expect((await late.next()).services).toHaveLength(3);
    expect(argo.state.requests - asked).toBeLessThan(15);
    await Promise.all([...viewers, late].map(({ leave }) => leave()));
  });

  it('asks nothing any more when nobody watches', async () => {
    const viewer = await watch();
    await viewer.next();
    await viewer.leave();
    const asked = argo.state.requests;
    await new Promise(resolve => {
      setTimeout(resolve, 2_500);
    });
    expect(argo.state.requests).toBe(asked);
  });

  it('is refused for an environment that there is not', async () => {
    const { signal } = new AbortController();
    await expect(health.healthFeeds.watch('moon', signal)).rejects.toThrow(
      'There is no environment moon',
    );
  });
});
