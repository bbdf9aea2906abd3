import { InputError, NotFoundError } from '@backstage/errors';
import { systemClock } from '../waiting/systemClock';
import type { Workload } from '../ports';
import { API_KIND } from './__testUtils__/startTestApi';
import { createWorkload, TestCluster } from './__testUtils__/TestCluster';
import type { PodObject } from './workloads/PodObject';
import type { WorkloadObject } from './workloads/WorkloadObject';

jest.setTimeout(120_000);

const environment = 'test';
const never = new AbortController().signal;

describe(`Workloads of a cluster, on ${API_KIND}`, () => {
  let kube: TestCluster;

  beforeAll(async () => {
    kube = await TestCluster.start('workloads');
  });
  beforeEach(() => kube.begin(expect.getState().currentTestName));
  afterAll(() => kube?.stop());

  const find = async (namespaces: string[], selector = 'app=web') =>
    kube.cluster.findWorkloads({ environment, namespaces, selector }, never);
  const refTo = (namespace: string, name = 'web') => ({
    environment,
    kind: 'Deployment' as const,
    namespace,
    name,
  });

  it('are found in the first namespace that has any, with their version', async () => {
    await kube.addNamespace('search-b');
    const path = await kube.addDeployment('search-b', 'web', { replicas: 2 });
    await kube.rollOut(path);
    expect(await find(['search-a', 'search-b'])).toEqual([
      {
        kind: 'Deployment',
        namespace: 'search-b',
        name: 'web',
        wanted: 2,
        ready: 2,
        updated: 2,
        version: '1.4',
        problems: [],
      },
    ]);
    expect(await find(['search-a'])).toEqual([]);
    expect(await find(['search-b'], 'app=other')).toEqual([]);
  });

  it('are scaled to zero, and back to the count that was kept', async () => {
    await kube.addNamespace('scale');
    const path = await kube.addDeployment('scale', 'web', { replicas: 3 });
    const scale = (to: 'start' | 'stop' | number, more = {}) =>
      kube.cluster.scale({ ...refTo('scale'), ...more }, to, never);

    expect(await scale('stop', { dryRun: true })).toBe(0);
    expect((await kube.read<WorkloadObject>(path)).spec.replicas).toBe(3);

    expect(await scale('stop')).toBe(0);
    expect(await scale('stop')).toBe(0);
    expect(await find(['scale'])).toMatchObject([{ wanted: 0, kept: 3 }]);
    expect(await scale('start')).toBe(3);
    expect(await find(['scale'])).toMatchObject([{ wanted: 3 }]);
    expect(await scale('start')).toBe(3);

    // Scaled by hand, it does not go back to a count from long ago.
    expect(await scale(5)).toBe(5);
    await scale(0);
    expect(await scale('start')).toBe(5);
    const { metadata, spec } = await kube.read<WorkloadObject>(path);
    expect(spec.replicas).toBe(5);
    expect(metadata.annotations).toBeUndefined();
  });

  it('that were never stopped from here start with one replica', async () => {
    await kube.addNamespace('first');
    await kube.addDeployment('first', 'web', { replicas: 0 });
    expect(await kube.cluster.scale(refTo('first'), 'start', never)).toBe(1);
  });

  it('cannot be scaled when they are DaemonSets, which is said', async () => {
    await kube.addNamespace('daemons');
    const path = '/apis/apps/v1/namespaces/daemons/daemonsets';
    await kube.post(path, createWorkload('web'));
    await kube.setStatus(`${path}/web`, {
      observedGeneration: 1,
      desiredNumberScheduled: 3,
      currentNumberScheduled: 3,
      numberReady: 2,
      updatedNumberScheduled: 3,
      numberMisscheduled: 0,
    });
    const at = { ...refTo('daemons'), kind: 'DaemonSet' as const };
    const scaling = kube.cluster.scale(at, 'stop', never);
    await expect(scaling).rejects.toThrow(InputError);
    await expect(scaling).rejects.toThrow('one pod on each node');
    expect(await find(['daemons'])).toMatchObject([
      { kind: 'DaemonSet', wanted: 3, ready: 2, updated: 3 },
    ]);
  });

  it('are restarted by a rollout that is followed to its end, once for each key', async () => {
    await kube.addNamespace('restart');
    const path = await kube.addDeployment('restart', 'web', { replicas: 2 });
    await kube.rollOut(path);
    const at = refTo('restart');
    await kube.cluster.restart({ ...at, key: 'run/step/1' }, never);
    const first = await kube.read<WorkloadObject>(path);
    expect(first.metadata.generation).toBe(2);
    expect(first.spec.template.metadata?.annotations).toMatchObject({
      'idp-orchestrator/restartedAt': expect.stringMatching(/^20\d\d-.*Z$/),
    });
    await kube.cluster.restart({ ...at, key: 'run/step/1' }, never);
    expect((await kube.read<WorkloadObject>(path)).metadata.generation).toBe(2);

    const seen: Workload[] = [];
    const rollout = kube.cluster.waitForRollout(at, {
      signal: never,
      changed: async workload => {
        seen.push(workload);
        // The controller sees it only now, and makes one pod after the other.
        if (seen.length === 1) {
          await kube.setStatus(path, {
            observedGeneration: 2,
            updatedReplicas: 1,
            replicas: 3,
          });
        } else if (seen.length === 2) {
          await kube.rollOut(path);
        }
      },
    });
    expect(await rollout).toMatchObject({ updated: 2, ready: 2, problems: [] });
    expect(seen.map(({ updated }) => updated)).toEqual([2, 1]);
  });

  it('that are stopped are waited for until the last pod is gone', async () => {
    await kube.addNamespace('gone');
    const path = await kube.addDeployment('gone', 'web', { replicas: 0 });
    await kube.rollOut(path);
    const where = { namespace: 'gone', app: 'web' };
    await kube.addPod({ ...where, name: 'done' }, { phase: 'Succeeded' });
    const pod = await kube.addPod(
      { ...where, name: 'last' },
      { phase: 'Running' },
    );
    const seen: Workload[] = [];
    const rollout = await kube.cluster.waitForRollout(refTo('gone'), {
      signal: never,
      changed: async workload => {
        // Told once more when the cluster is slow to remove it.
        if (seen.push(workload) === 1) await kube.remove(pod);
      },
    });
    expect(rollout).toMatchObject({ wanted: 0, ready: 0 });
    expect(seen).not.toHaveLength(0);
  });

  it('are followed on while the API server restarts', async () => {
    await kube.addNamespace('away');
    const path = await kube.addDeployment('away', 'web', { replicas: 1 });
    const seen: Workload[] = [];
    const rollout = kube.cluster.waitForRollout(refTo('away'), {
      signal: never,
      changed: async workload => {
        seen.push(workload);
      },
    });
    // What comes after the first look comes by the watch.
    await until(() => seen.length > 0);
    await kube.setStatus(path, {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
    });
    await until(() => seen.some(({ updated }) => updated === 1));
    await kube.api.interrupt();
    await until(() => /cannot be reached/.test(JSON.stringify(seen)));
    await kube.api.resume();
    await kube.rollOut(path);
    expect(await rollout).toMatchObject({ ready: 1, problems: [] });
  });

  it('whose rollout has failed are not waited for any longer', async () => {
    await kube.addNamespace('failed');
    const path = await kube.addDeployment('failed', 'web');
    const at = { namespace: 'failed', app: 'web', name: 'web-1' };
    await kube.addPod(at, {
      phase: 'Pending',
      containerStatuses: [
        {
          ...waiting('ErrImagePull', 'manifest unknown'),
          image: 'registry/app:1.4',
        },
      ],
    });
    await kube.setStatus(path, {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      conditions: [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: 'ReplicaSet "web-1" has timed out progressing.',
        },
      ],
    });
    const rollout = kube.cluster.waitForRollout(refTo('failed'), {
      signal: never,
      changed: async () => {},
    });
    await expect(rollout).rejects.toThrow(
      'Deployment failed/web was not rolled out. Its rollout does not get on (ProgressDeadlineExceeded): ReplicaSet "web-1" has timed out progressing.; Pod web-1: image registry/app:1.4 of container main cannot be pulled (ErrImagePull): manifest unknown',
    );
  });

  it('that are not there are not waited for, and an abort ends the wait', async () => {
    await kube.addNamespace('absent');
    const waitFor = (name: string, signal: AbortSignal) =>
      kube.cluster.waitForRollout(refTo('absent', name), {
        signal,
        changed: async () => abort.abort('cancel'),
      });
    const abort = new AbortController();
    await expect(waitFor('web', never)).rejects.toThrow(NotFoundError);
    await kube.addDeployment('absent', 'slow');
    await expect(waitFor('slow', abort.signal)).rejects.toBe('cancel');
  });

  it('tell what keeps each of their pods from being ready', async () => {
    await kube.addNamespace('ill');
    const path = await kube.addDeployment('ill', 'web', { replicas: 9 });
    await kube.setStatus(path, {
      observedGeneration: 1,
      replicas: 9,
      updatedReplicas: 9,
      readyReplicas: 1,
    });
    const at = { namespace: 'ill', app: 'web' };
    for (const [name, status] of Object.entries(ILL_PODS)) {
      await kube.addPod({ ...at, name }, status, {
        containers: [
          {
            name: 'main',
            image: 'registry/app:1.4',
            resources: { limits: { memory: '256Mi' } },
          },
        ],
      });
    }
    const [{ problems }] = await find(['ill']);
    expect(problems).toEqual([
      'Pod crash: container main ends again and again (CrashLoopBackOff): exit code 3, 7 restarts, no database',
      'Pod image: image registry/app:1.4 of container main cannot be pulled (ImagePullBackOff): Back-off pulling image',
      'Pod memory: container main ends again and again (CrashLoopBackOff): exit code 137, OOMKilled: it needed more memory than its limit of 256Mi, 2 restarts',
      'Pod secret: container main cannot be started (CreateContainerConfigError): secret "db" not found',
      'Pod unplaced: cannot be placed on a node (Unschedulable): 0/3 nodes are available: 3 Insufficient cpu.',
      'Pod unready: container main runs, but is not ready (its readiness probe does not succeed)',
      'Pod zz-evicted: has failed for good and is not counted (Evicted: The node was low on resource: memory.)',
    ]);
  });

  it('have nodes, of which only those count as ready that say so', async () => {
    const ready = (status: string, message = '') => ({
      conditions: [
        { type: 'MemoryPressure', status: 'False' },
        { type: 'Ready', status, reason: 'Kubelet', message },
      ],
    });
    const nodes = {
      'node-1': ready('True'),
      'node-2': ready('False', 'container runtime is down'),
      'node-3': ready('Unknown', 'Kubelet stopped posting node status.'),
      'node-4': ready('True'),
      'node-5': {},
    };
    for (const [name, status] of Object.entries(nodes)) {
      await kube.post('/api/v1/nodes', { metadata: { name } });
      await kube.setStatus(`/api/v1/nodes/${name}`, status);
    }
    await kube.patch('/api/v1/nodes/node-4', { spec: { unschedulable: true } });
    expect(await kube.cluster.countNodes(environment, never)).toEqual({
      nodes: 5,
      ready: 2,
      notReady: [
        'node-2 (container runtime is down)',
        'node-3 (Kubelet stopped posting node status.)',
        'node-5 (it says nothing of itself)',
      ],
      underPressure: [],
      cordoned: ['node-4'],
    });
  });

  it('tell what the nodes of their pods run short of', async () => {
    await kube.addNamespace('pressure');
    const namespace = 'pressure';
    const at = { namespace, app: 'web', name: 'evicted' };
    await kube.post('/api/v1/nodes', { metadata: { name: 'node-6' } });
    await kube.setStatus('/api/v1/nodes/node-6', {
      conditions: [
        { type: 'Ready', status: 'True' },
        {
          type: 'DiskPressure',
          status: 'True',
          reason: 'KubeletHasDiskPressure',
          message: 'kubelet has disk pressure',
        },
      ],
    });
    await kube.addDeployment(namespace, 'web');
    const evicted = { phase: 'Failed', reason: 'Evicted' } as const;
    await kube.addPod(at, evicted, { nodeName: 'node-6' });
    const namespaces = [namespace];
    const target = { environment, namespaces, selector: 'app=web' };
    const told = 'Node node-6 has DiskPressure: kubelet has disk pressure';
    const [{ problems }] = await kube.cluster.findWorkloads(target, never);
    expect(problems).toContain(told);
    expect(problems.join()).not.toContain('node-2');
    const counted = await kube.cluster.countNodes(environment, never);
    expect(counted.underPressure).toEqual([
      'node-6 (DiskPressure: kubelet has disk pressure)',
    ]);
  });
});

/** Looks again and again; the test's own limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await systemClock.sleep(20);
}

function waiting(reason: string, message?: string) {
  return {
    name: 'main',
    ready: false,
    state: { waiting: { reason, message } },
  };
}

function ended(exitCode: number, more: object) {
  return { lastState: { terminated: { exitCode, ...more } } };
}

const ILL_PODS: Record<string, PodObject['status']> = {
  crash: {
    phase: 'Running',
    containerStatuses: [
      {
        ...waiting('CrashLoopBackOff', 'back-off 5m0s'),
        ...ended(3, { reason: 'Error', message: 'no database\n' }),
        restartCount: 7,
      },
    ],
  },
  creating: {
    phase: 'Pending',
    containerStatuses: [waiting('ContainerCreating')],
  },
  image: {
    phase: 'Pending',
    containerStatuses: [waiting('ImagePullBackOff', 'Back-off pulling image')],
  },
  memory: {
    phase: 'Running',
    containerStatuses: [
      {
        ...waiting('CrashLoopBackOff'),
        ...ended(137, { reason: 'OOMKilled' }),
        restartCount: 2,
      },
    ],
  },
  secret: {
    phase: 'Pending',
    containerStatuses: [
      waiting('CreateContainerConfigError', 'secret "db" not found'),
    ],
  },
  unplaced: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/3 nodes are available: 3 Insufficient cpu.',
      },
    ],
  },
  unready: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        state: { running: { startedAt: '2026-11-24T10:00:00Z' } },
      },
    ],
  },
  well: {
    phase: 'Running',
    containerStatuses: [{ name: 'main', ready: true, state: { running: {} } }],
  },
  'zz-done': { phase: 'Succeeded' },
  'zz-evicted': {
    phase: 'Failed',
    reason: 'Evicted',
    message: 'The node was low on resource: memory.',
  },
};
