import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cluster } from '../ports';
import { startHttpServer } from '../steps/__testUtils__/httpServer';
import { createCluster } from './__testUtils__/TestCluster';
import { writeKubeconfig } from './__testUtils__/writeKubeconfig';

jest.setTimeout(60_000);

const PATIENCE_MS = 2_000;
const never = new AbortController().signal;
const environment = 'test';
const web = { kind: 'Deployment', namespace: 'shop', name: 'web' } as const;
const settings = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };

const acts: Record<string, (cluster: Cluster) => Promise<unknown>> = {
  restart: async cluster => cluster.restart({ environment, ...web }, never),
  scale: async cluster => cluster.scale({ environment, ...web }, 'stop', never),
  delete: async cluster =>
    cluster.delete(
      { environment, ...settings, propagation: 'Background', dryRun: false },
      never,
    ),
  apply: async cluster => {
    const yaml = JSON.stringify({
      ...settings,
      metadata: { name: 'settings' },
    });
    const rules = { force: false, dryRun: false };
    return cluster.apply({ environment, yaml, ...rules }, never);
  },
  'wait for a condition': async cluster =>
    cluster.waitForCondition(
      { environment, ...settings, condition: 'Ready' },
      { signal: never, changed: async () => {} },
    ),
  'find what a service is made of': async cluster =>
    cluster.findWorkloads(
      {
        environment,
        namespaces: ['shop'],
        selector: 'app=web',
        isPatient: true,
      },
      never,
    ),
};

describe('A cluster that is away when an act begins', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  /** So many requests are answered with 503 first. */
  let failures: number;
  let cluster: Cluster;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-patience-'));
    server = await startHttpServer((request, response) => {
      failures -= 1;
      if (failures >= 0) response.writeHead(503).end('{"message":"starting"}');
      else response.end(JSON.stringify(answerTo(request)));
    });
    const kubeconfig = await writeKubeconfig(folder, server.url);
    cluster = createCluster(kubeconfig, PATIENCE_MS);
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.keys(acts))('is waited for by: %s', async name => {
    failures = 3;
    await acts[name](cluster);
    expect(failures).toBeLessThan(0);
  });

  it.each(['restart', 'delete', 'apply'])(
    'fails what does not get an answer for so long: %s',
    async name => {
      failures = Infinity;
      await expect(acts[name](cluster)).rejects.toThrow(
        'failed (503): starting',
      );
      expect(server.received.length).toBeGreaterThan(2);
    },
  );

  it('is told at once to what only plans, or looks', async () => {
    failures = Infinity;
    const planned = cluster.restart(
      { environment, ...web, dryRun: true },
      never,
    );
    await expect(planned).rejects.toThrow('failed (503)');
    await expect(cluster.countNodes(environment, never)).rejects.toThrow('503');
    expect(server.received).toHaveLength(2);
  });

  it('is not asked again for what it refuses', async () => {
    failures = 0;
    const wrong = { ...web, kind: 'Sprocket' };
    const deleting = cluster.delete(
      {
        environment,
        apiVersion: 'v1',
        ...wrong,
        propagation: 'Orphan',
        dryRun: false,
      },
      never,
    );
    await expect(deleting).rejects.toThrow('knows no Sprocket');
    expect(server.received).toHaveLength(1);
  });
});

function answerTo({ url = '' }: IncomingMessage): object {
  if (url.startsWith('/api/v1?')) {
    const kind = { name: 'configmaps', kind: 'ConfigMap', namespaced: true };
    return { resources: [kind] };
  }
  const metadata = { name: 'web', resourceVersion: '1' };
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  const item = {
    metadata,
    spec: { replicas: 2, selector: {}, template: { spec: { containers: [] } } },
    status,
  };
  return { ...item, items: [item] };
}
