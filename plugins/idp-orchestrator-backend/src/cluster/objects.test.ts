import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { API_KIND } from './__testUtils__/startTestApi';
import { createWorkload, TestCluster } from './__testUtils__/TestCluster';

jest.setTimeout(120_000);

const environment = 'test';
const never = new AbortController().signal;

describe(`Objects of a cluster, on ${API_KIND}`, () => {
  let kube: TestCluster;

  beforeAll(async () => {
    kube = await TestCluster.start('objects');
  });
  beforeEach(() => kube.begin(expect.getState().currentTestName));
  afterAll(() => kube?.stop());

  const apply = async (
    objects: object[],
    { force = false, dryRun = false } = {},
  ) => {
    const yaml = objects.map(object => JSON.stringify(object)).join('\n---\n');
    return kube.cluster.apply({ environment, yaml, force, dryRun }, never);
  };
  const changesOf = (applied: Array<{ change: string }>) =>
    applied.map(({ change }) => change);
  const configMap = (namespace: string, data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace, name: 'settings' },
    data,
  });
  const deployment = (namespace: string, replicas: number) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...createWorkload('web', { replicas }),
    metadata: { namespace, name: 'web' },
  });

  it('are created, changed and left as they are, each told', async () => {
    await kube.addNamespace('apply');
    const first = [configMap('apply', { a: '1' }), deployment('apply', 2)];
    expect(changesOf(await apply(first, { dryRun: true }))).toEqual([
      'created',
      'created',
    ]);
    expect(await apply(first)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'apply',
        name: 'settings',
        change: 'created',
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'apply',
        name: 'web',
        change: 'created',
      },
    ]);
    const second = [configMap('apply', { a: '2' }), deployment('apply', 2)];
    const expected = ['changed', 'unchanged'];
    expect(changesOf(await apply(second, { dryRun: true }))).toEqual(expected);
    expect(changesOf(await apply(second))).toEqual(expected);
    expect(changesOf(await apply(second))).toEqual(['unchanged', 'unchanged']);
  });

  it('may be planned for a namespace and a kind that the manifest itself brings', async () => {
    const group = 'example.org';
    const manifest = [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'not-yet' },
      },
      configMap('not-yet', {}),
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `widgets.${group}` },
        spec: {
          group,
          scope: 'Cluster',
          names: { kind: 'Widget', plural: 'widgets' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object' } },
            },
          ],
        },
      },
      {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
      },
    ];
    expect(changesOf(await apply(manifest, { dryRun: true }))).toEqual(
      manifest.map(() => 'created'),
    );
    await expect(kube.read('/api/v1/namespaces/not-yet')).rejects.toThrow(
      NotFoundError,
    );
    await expect(apply([manifest[3]], { dryRun: true })).rejects.toThrow(
      'knows no Widget in example.org/v1',
    );
  });

  it('are not taken over from other managers unless that is asked for', async () => {
    await kube.addNamespace('conflict');
    const path = await kube.addDeployment('conflict', 'web', { replicas: 1 });
    const owner = { fieldManager: 'autoscaler' };
    await kube.patch(path, { spec: { replicas: 7 } }, owner);
    const applying = apply([deployment('conflict', 2)]);
    await expect(applying).rejects.toThrow(ConflictError);
    await expect(applying).rejects.toThrow(
      /Deployment conflict\/web: it was not applied, .*\.spec\.replicas is held by autoscaler.*force: true/,
    );
    const forced = await apply([deployment('conflict', 2)], { force: true });
    expect(changesOf(forced)).toEqual(['changed']);
    expect(await kube.read(path)).toMatchObject({ spec: { replicas: 2 } });
  });

  it('are refused with what is wrong with them, and what was applied before', async () => {
    await kube.addNamespace('refused');
    const misspelt = { ...configMap('refused', {}), dat: { a: '1' } };
    const other = configMap('refused', {});
    other.metadata.name = 'other';
    const applying = apply([other, misspelt]);
    await expect(applying).rejects.toThrow(InputError);
    await expect(applying).rejects.toThrow('dat');
    await expect(applying).rejects.toThrow(
      'Applied before it: ConfigMap refused/other',
    );
    await expect(apply([configMap('nowhere', {})])).rejects.toThrow(
      'namespaces "nowhere" not found',
    );
    const inNamespace = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1', namespace: 'refused' },
    };
    await expect(apply([inNamespace])).rejects.toThrow('in no namespace');
  });

  it.each([
    ['a: b: c', 'document 1: '],
    ['', 'is empty'],
    ['just text', 'document 1: it: '],
    ['kind: Pod\n---\nkind: Pod', 'document 2: apiVersion: '],
    ['kind: List\nitems: [{ kind: Pod }]', 'document 1, item 1: apiVersion: '],
  ])('that are no objects (%j) are told with their place', (yaml, told) => {
    expect(() => kube.cluster.readManifest(yaml)).toThrow(told);
  });

  it('are waited for until a condition is true, also before they are there', async () => {
    await kube.addNamespace('wait');
    const path = '/apis/batch/v1/namespaces/wait/jobs';
    const told: string[] = [];
    await kube.cluster.waitForCondition(
      { environment, ...job('wait'), condition: 'Suspended' },
      {
        signal: never,
        changed: async text => {
          told.push(text);
          if (told.length === 1) await kube.post(path, createJob());
          if (told.length === 2) {
            await kube.setStatus(`${path}/migrate`, {
              conditions: [{ type: 'Suspended', status: 'True' }],
            });
          }
        },
      },
    );
    expect(told).toEqual([
      'Job wait/migrate is not there yet',
      'Job wait/migrate is not Suspended yet: it says nothing about it so far',
    ]);
  });

  it('that are Jobs which have failed are not waited for any longer', async () => {
    await kube.addNamespace('failed');
    const path = '/apis/batch/v1/namespaces/failed/jobs';
    await kube.post(path, createJob());
    const because = { reason: 'BackoffLimitExceeded', message: 'It is over' };
    const startTime = '2026-11-24T10:00:00Z';
    await kube.setStatus(`${path}/migrate`, {
      startTime,
      conditions: ['FailureTarget', 'Failed'].map(type => ({
        type,
        status: 'True',
        ...because,
      })),
    });
    const waiting = kube.cluster.waitForCondition(
      { environment, ...job('failed'), condition: 'Complete' },
      { signal: never, changed: async () => {} },
    );
    await expect(waiting).rejects.toThrow(
      'Job failed/migrate has failed (BackoffLimitExceeded): It is over',
    );
  });

  it('are deleted and gone when their finalizers are done', async () => {
    await kube.addNamespace('delete');
    const [at] = await apply([
      {
        ...configMap('delete', {}),
        metadata: {
          namespace: 'delete',
          name: 'settings',
          finalizers: ['example.org/backup'],
        },
      },
    ]);
    const remove = (dryRun: boolean) =>
      kube.cluster.delete(
        { ...at, environment, propagation: 'Background', dryRun },
        never,
      );
    expect(await remove(true)).toBe(true);
    expect(await remove(false)).toBe(true);
    const told: string[] = [];
    await kube.cluster.waitUntilGone(
      { ...at, environment },
      {
        signal: never,
        changed: async text => {
          told.push(text);
          const path = '/api/v1/namespaces/delete/configmaps/settings';
          await kube.patch(path, { metadata: { finalizers: null } });
        },
      },
    );
    expect(told).toEqual([
      'ConfigMap delete/settings is still there, kept by its finalizers example.org/backup',
    ]);
    expect(await remove(false)).toBe(false);
  });
});

function job(namespace: string) {
  const name = 'migrate';
  return { apiVersion: 'batch/v1', kind: 'Job', namespace, name };
}

function createJob() {
  const containers = [{ name: 'main', image: 'registry/app:1.4' }];
  return {
    metadata: { name: 'migrate' },
    spec: { template: { spec: { restartPolicy: 'Never', containers } } },
  };
}
