import { API_KIND } from './__testUtils__/startTestApi';
import { createWorkload, TestCluster } from './__testUtils__/TestCluster';
import type { WorkloadObject } from './workloads/WorkloadObject';

jest.setTimeout(120_000);

const environment = 'test';
const never = new AbortController().signal;

describe(`Operating a cluster, on ${API_KIND}`, () => {
  let kube: TestCluster;

  beforeAll(async () => {
    kube = await TestCluster.start('operating');
  });
  beforeEach(() => kube.begin(expect.getState().currentTestName));
  afterAll(() => kube?.stop());

  const web = (namespace: string) => ({
    environment,
    kind: 'Deployment' as const,
    namespace,
    name: 'web',
  });
  const apply = async (...objects: object[]) => {
    const yaml = objects.map(object => JSON.stringify(object)).join('\n---\n');
    return kube.cluster.apply(
      { environment, yaml, force: false, dryRun: false },
      never,
    );
  };
  const deployment = (namespace: string, replicas: number) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...createWorkload('web', { replicas }),
    metadata: { namespace, name: 'web' },
  });

  it('does not take the condition of an earlier specification for the newest', async () => {
    await kube.addNamespace('condition');
    const path = await kube.addDeployment('condition', 'web');
    const available = { type: 'Available', status: 'True' };
    const say = async (observedGeneration: number) =>
      kube.setStatus(path, { observedGeneration, conditions: [available] });
    await say(1);
    await kube.patch(path, { spec: { minReadySeconds: 5 } });
    const told: string[] = [];
    const at = { ...web('condition'), apiVersion: 'apps/v1' };
    await kube.cluster.waitForCondition(
      { ...at, condition: 'Available' },
      {
        signal: never,
        async changed(text) {
          told.push(text);
          await say(2);
        },
      },
    );
    expect(told).toEqual([
      'Deployment condition/web is not Available yet: what it says is about an earlier specification',
    ]);
  });

  it('looks before a restart whether it would replace any pod, and changes nothing else', async () => {
    await kube.addNamespace('unrestartable');
    const path = await kube.addDeployment('unrestartable', 'web', {
      paused: true,
    });
    await expect(
      kube.cluster.restart({ ...web('unrestartable'), key: 'a' }, never),
    ).rejects.toThrow(
      'Deployment unrestartable/web is not restarted: its rollouts are paused (spec.paused). Resume them',
    );
    expect((await kube.read<WorkloadObject>(path)).metadata.generation).toBe(1);

    const sets = '/apis/apps/v1/namespaces/unrestartable/statefulsets';
    const restart = async (name: string, updateStrategy: object) => {
      await kube.post(
        sets,
        createWorkload(name, { replicas: 2, updateStrategy }),
      );
      const kind = 'StatefulSet' as const;
      return kube.cluster.restart(
        { ...web('unrestartable'), kind, name },
        never,
      );
    };
    await expect(restart('manual', { type: 'OnDelete' })).rejects.toThrow(
      'its update strategy is OnDelete, so that its pods are only replaced when somebody deletes them. Delete those of app=manual',
    );
    const held = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    await expect(restart('held', held)).rejects.toThrow(
      'partition: 2) holds all of its 2 pods at the older template',
    );
    for (const name of ['manual', 'held']) {
      const { metadata } = await kube.read<WorkloadObject>(`${sets}/${name}`);
      expect(metadata.generation).toBe(1);
    }
  });

  it('names the pod, and the finalizer, that keep a stop from its end', async () => {
    await kube.addNamespace('kept');
    const path = await kube.addDeployment('kept', 'web', { replicas: 0 });
    await kube.rollOut(path);
    const pod = await kube.addPod(
      { namespace: 'kept', app: 'web', name: 'web-1' },
      { phase: 'Running' },
    );
    const finalizers = ['example.org/backup'];
    await kube.patch(pod, { metadata: { finalizers } });
    await kube.remove(pod);
    const told: string[][] = [];
    await kube.cluster.waitForRollout(web('kept'), {
      signal: never,
      async changed({ problems }) {
        told.push(problems);
        await kube.patch(pod, { metadata: { finalizers: null } });
      },
    });
    expect(told).toEqual([
      [
        'Pod web-1: is being ended, and kept by its finalizers example.org/backup',
      ],
    ]);
  });

  it('tells what a namespace says of what is left in it', async () => {
    await kube.addNamespace('leaving');
    const at = { environment, apiVersion: 'v1', kind: 'Namespace' };
    const place = '/api/v1/namespaces/leaving';
    await kube.cluster.delete(
      { ...at, name: 'leaving', propagation: 'Background', dryRun: false },
      never,
    );
    await kube.setStatus(place, {
      conditions: [
        {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message:
            'Some resources are remaining: pods. has 1 resource instances',
        },
        { type: 'NamespaceDeletionContentFailure', status: 'False' },
      ],
    });
    const ended = new AbortController();
    const told: string[] = [];
    await expect(
      kube.cluster.waitUntilGone(
        { ...at, name: 'leaving' },
        {
          signal: ended.signal,
          async changed(text) {
            told.push(text);
            ended.abort('cancel');
          },
        },
      ),
    ).rejects.toBe('cancel');
    expect(told).toEqual([
      'Namespace leaving is still there. NamespaceContentRemaining: Some resources are remaining: pods. has 1 resource instances',
    ]);
  });

  it('names who takes back that something was stopped, and what to do', async () => {
    await kube.addNamespace('gitops');
    const path = await kube.addDeployment('gitops', 'web', { replicas: 2 });
    await kube.rollOut(path);
    const stopped = await kube.cluster.scale(web('gitops'), 'stop', never);
    expect(stopped).toBe(0);
    const rollout = kube.cluster.waitForRollout(
      { ...web('gitops'), replicas: stopped },
      {
        signal: never,
        changed: async () =>
          kube.patch(
            path,
            { spec: { replicas: 2 } },
            { fieldManager: 'argocd-controller' },
          ),
      },
    );
    await expect(rollout).rejects.toThrow(
      'Argo CD (argocd-controller) set the replicas of Deployment gitops/web back to 2, after they had been set to 0 from here. Turn off self-heal',
    );
  });

  it('applies over what it has scaled itself, and over nobody else', async () => {
    await kube.addNamespace('ours');
    await apply(deployment('ours', 3));
    await kube.cluster.scale(web('ours'), 'stop', never);
    await kube.cluster.scale(web('ours'), 'start', never);
    expect(await apply(deployment('ours', 4))).toMatchObject([
      { change: 'changed' },
    ]);
    const path = '/apis/apps/v1/namespaces/ours/deployments/web';
    const owner = { fieldManager: 'autoscaler' };
    await kube.patch(path, { spec: { replicas: 7 } }, owner);
    await expect(apply(deployment('ours', 5))).rejects.toThrow(
      '.spec.replicas is held by autoscaler.',
    );
    expect((await kube.read<WorkloadObject>(path)).spec.replicas).toBe(7);
  });

  it('applies a kind and objects of it in one manifest', async () => {
    const group = 'tests.example.org';
    const names = { kind: 'Gadget', plural: 'gadgets' };
    const schema = { openAPIV3Schema: { type: 'object' } };
    const version = { name: 'v1', served: true, storage: true, schema };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `gadgets.${group}` },
      spec: { group, scope: 'Cluster', names, versions: [version] },
    };
    const gadget = (name: string) => ({
      apiVersion: `${group}/v1`,
      kind: 'Gadget',
      metadata: { name },
    });
    const applied = await apply(definition, gadget('one'), gadget('two'));
    expect(applied.map(({ change }) => change)).toEqual([
      'created',
      'created',
      'created',
    ]);
  });

  it('finds pods of other controllers, and of none, and how they are', async () => {
    await kube.addNamespace('foreign');
    const conditions = [{ type: 'Ready' as const, status: 'True' as const }];
    const at = { namespace: 'foreign', app: 'db' };
    const well = { phase: 'Running' as const, conditions };
    const first = await kube.addPod({ ...at, name: 'pg-1' }, well);
    const second = await kube.addPod(
      { ...at, name: 'pg-2' },
      { phase: 'Running' },
    );
    await kube.addPod({ ...at, name: 'alone' }, well);
    const owner = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      name: 'pg',
      uid: '1',
      controller: true,
    };
    for (const pod of [first, second]) {
      await kube.patch(pod, { metadata: { ownerReferences: [owner] } });
    }
    const target = { environment, namespaces: ['foreign'] };
    const found = await kube.cluster.findWorkloads(
      { ...target, selector: 'app=db' },
      never,
    );
    expect(found).toMatchObject([
      { kind: 'Pod', name: 'alone', wanted: 1, ready: 1, isForeign: true },
      { kind: 'Cluster', name: 'pg', wanted: 2, ready: 1, version: '1.4' },
    ]);
  });

  it('tells a problem of many pods once', async () => {
    await kube.addNamespace('alike');
    await kube.addDeployment('alike', 'web', { replicas: 5 });
    const waiting = { reason: 'ImagePullBackOff', message: 'no such tag' };
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await kube.addPod(
        { namespace: 'alike', app: 'web', name },
        {
          phase: 'Pending',
          containerStatuses: [
            { name: 'main', ready: false, state: { waiting } },
          ],
        },
      );
    }
    const found = await kube.cluster.findWorkloads(
      { environment, namespaces: ['alike'], selector: 'app=web' },
      never,
    );
    expect(found[0].problems).toEqual([
      'Pods a, b, c and 2 more: image registry/app:1.4 of container main cannot be pulled (ImagePullBackOff): no such tag',
    ]);
  });

  const warn = async (
    namespace: string,
    involvedObject: { kind: string; name: string },
    more: { reason: string; message: string; count?: number },
  ) =>
    kube.post(`/api/v1/namespaces/${namespace}/events`, {
      metadata: { name: `${involvedObject.name}.${more.reason.toLowerCase()}` },
      involvedObject: { ...involvedObject, namespace },
      type: 'Warning',
      lastTimestamp: '2026-11-24T10:00:00Z',
      ...more,
    });
  const mount = {
    reason: 'FailedMount',
    message: 'MountVolume.SetUp failed for volume "db": secret "db" not found',
    count: 4,
  };
  const creating = {
    phase: 'Pending' as const,
    containerStatuses: [
      { name: 'main', state: { waiting: { reason: 'ContainerCreating' } } },
    ],
  };

  it('tells warnings where no status says why something is not ready', async () => {
    await kube.addNamespace('warned');
    await kube.addDeployment('warned', 'web', { replicas: 1 });
    const at = { namespace: 'warned', app: 'web', name: 'web-1' };
    await kube.addPod(at, creating);
    await warn('warned', { kind: 'Pod', name: 'web-1' }, mount);
    await warn('warned', { kind: 'Pod', name: 'other' }, mount);
    await kube.post(
      '/apis/apps/v1/namespaces/warned/statefulsets',
      createWorkload('db', { replicas: 2 }),
    );
    const message = 'pods "db-0" is forbidden: exceeded quota: small';
    await warn(
      'warned',
      { kind: 'StatefulSet', name: 'db' },
      { reason: 'FailedCreate', message },
    );
    const find = async (app: string) => {
      const target = { environment, namespaces: ['warned'] };
      const [{ problems }] = await kube.cluster.findWorkloads(
        { ...target, selector: `app=${app}` },
        never,
      );
      return problems;
    };
    expect(await find('web')).toEqual([
      'Pod web-1: FailedMount: MountVolume.SetUp failed for volume "db": secret "db" not found (4 times)',
    ]);
    expect(await find('db')).toEqual([
      'StatefulSet db: FailedCreate: pods "db-0" is forbidden: exceeded quota: small',
    ]);
  });

  it('tells warnings that come while a rollout is followed', async () => {
    await kube.addNamespace('rolling');
    await kube.addDeployment('rolling', 'web', { replicas: 1 });
    const at = { namespace: 'rolling', app: 'web', name: 'web-1' };
    await kube.addPod(at, creating);
    await warn('rolling', { kind: 'Pod', name: 'web-1' }, mount);
    const ended = new AbortController();
    const rollout = kube.cluster.waitForRollout(web('rolling'), {
      signal: ended.signal,
      async changed({ problems }) {
        if (problems.some(text => text.includes('FailedMount: MountVolume'))) {
          ended.abort('cancel');
        }
      },
    });
    await expect(rollout).rejects.toBe('cancel');
  });

  it('tells how the pods of a Job ended that has failed', async () => {
    await kube.addNamespace('job');
    const path = '/apis/batch/v1/namespaces/job/jobs';
    const containers = [{ name: 'main', image: 'registry/app:1.4' }];
    await kube.post(path, {
      metadata: { name: 'migrate' },
      spec: {
        manualSelector: true,
        selector: { matchLabels: { app: 'migrate' } },
        template: {
          metadata: { labels: { app: 'migrate' } },
          spec: { restartPolicy: 'Never', containers },
        },
      },
    });
    const terminated = { exitCode: 3, message: 'no such table' };
    await kube.addPod(
      { namespace: 'job', app: 'migrate', name: 'migrate-1' },
      {
        phase: 'Failed',
        containerStatuses: [{ name: 'main', state: { terminated } }],
      },
    );
    const because = { reason: 'BackoffLimitExceeded', message: 'It is over' };
    await kube.setStatus(`${path}/migrate`, {
      startTime: '2026-11-24T10:00:00Z',
      conditions: ['FailureTarget', 'Failed'].map(type => ({
        type,
        status: 'True',
        ...because,
      })),
    });
    const at = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'job' };
    const waiting = kube.cluster.waitForCondition(
      { environment, ...at, name: 'migrate', condition: 'Complete' },
      { signal: never, changed: async () => {} },
    );
    await expect(waiting).rejects.toThrow(
      'has failed (BackoffLimitExceeded): It is over; Pod migrate-1: has failed for good and is not counted (container main has ended: exit code 3, no such table)',
    );
  });
});
