import { systemClock } from '../../waiting/systemClock';
import type { Cluster, Workload } from '../../ports';
import { createTestService } from '../__testUtils__/services';
import { noCluster } from '../__testUtils__/testHealth';
import { probeKubernetes } from './probeKubernetes';

const workload = (more: Partial<Workload> = {}): Workload => ({
  kind: 'Deployment',
  namespace: 'monitoring',
  name: 'grafana',
  wanted: 2,
  ready: 2,
  updated: 2,
  version: '11.3.0',
  problems: [],
  ...more,
});

const grafana = createTestService({
  name: 'grafana',
  control: {
    kind: 'kubernetes',
    namespaces: ['monitoring', 'istio-system'],
    selector: 'app=grafana',
  },
});

describe('A Kubernetes probe', () => {
  const probe = { kind: 'kubernetes', timeoutMs: 200 } as const;
  const look = (findWorkloads: Cluster['findWorkloads'], service = grafana) => {
    const cluster = {
      ...noCluster,
      unavailableReason: () => undefined,
      findWorkloads,
    };
    return probeKubernetes(service, probe, { cluster, clock: systemClock });
  };
  const find = (...workloads: Workload[]) => look(async () => workloads);

  it('finds a service well whose replicas are ready, and says what was found where', async () => {
    expect(await find(workload())).toEqual({
      kind: 'kubernetes',
      status: 'healthy',
      score: 100,
      text: '2 of 2 replicas are ready',
      replicas: { ready: 2, wanted: 2 },
      workload: {
        kind: 'Deployment',
        namespace: 'monitoring',
        name: 'grafana',
      },
      version: '11.3.0',
    });
  });

  it('asks for the namespaces and the selector of the service', async () => {
    const findWorkloads = jest.fn(async () => [workload()]);
    await look(findWorkloads);
    expect(findWorkloads).toHaveBeenCalledWith(
      {
        environment: 'development',
        namespaces: ['monitoring', 'istio-system'],
        selector: 'app=grafana',
        isShared: true,
      },
      expect.any(AbortSignal),
    );
  });

  it('gives a score by the ready ones of those that are wanted, of all its workloads', async () => {
    const sight = await find(
      workload(),
      workload({
        kind: 'StatefulSet',
        name: 'grafana-db',
        ready: 1,
        problems: ['grafana-db-1: CrashLoopBackOff, exit code 1'],
      }),
    );
    expect(sight).toMatchObject({
      status: 'degraded',
      score: 75,
      text: '3 of 4 replicas are ready; grafana-db-1: CrashLoopBackOff, exit code 1',
      replicas: { ready: 3, wanted: 4 },
      workload: { kind: 'StatefulSet', name: 'grafana-db' },
      next: { operation: 'restart' },
    });
  });

  it('is not content with ready replicas while their successors cannot start', async () => {
    expect(
      await find(
        workload({ updated: 1, problems: ['image x:2 is not there'] }),
      ),
    ).toMatchObject({ status: 'degraded', score: 75 });
  });

  it('counts replicas above those that are wanted no higher', async () => {
    expect(await find(workload({ wanted: 1 }))).toMatchObject({
      status: 'healthy',
      score: 100,
    });
  });

  it('finds a service down without ready replicas, and wants a restart, since it is started', async () => {
    expect(await find(workload({ ready: 0 }))).toMatchObject({
      status: 'down',
      score: 0,
      next: { operation: 'restart' },
    });
  });

  it('finds a service down that is scaled to zero, or that is not there', async () => {
    const stopped = await find(workload({ wanted: 0, ready: 0 }));
    expect(stopped).toMatchObject({
      status: 'down',
      text: 'scaled to zero replicas',
      isThere: false,
    });
    expect(stopped.next).toBeUndefined();
    expect(await find()).toMatchObject({
      status: 'down',
      text: 'no workload with app=grafana is in monitoring, istio-system',
      isThere: false,
    });
  });

  it('is not content when a part of a service is scaled to zero, and advises a start', async () => {
    const agents = workload({ kind: 'DaemonSet', wanted: 0, ready: 0 });
    const jobs = workload({ name: 'jobs', wanted: 0, ready: 0, kept: 2 });
    expect(await find(workload(), jobs)).toMatchObject({
      status: 'degraded',
      score: 50,
      text: '2 of 2 replicas are ready; Deployment monitoring/jobs is scaled to zero, it had 2 before',
      next: { operation: 'start' },
    });
    // That no node wants one is nobody's stop.
    expect(await find(workload(), agents)).toMatchObject({ status: 'healthy' });
  });

  it('judges pods of another controller, and advises to look there', async () => {
    const pods = {
      ...workload({ name: 'pg', ready: 1 }),
      kind: 'Cluster',
      isForeign: true as const,
    };
    const sight = await look(async () => [pods]);
    expect(sight).toMatchObject({
      status: 'degraded',
      workload: { kind: 'Cluster', name: 'pg' },
      next: { text: 'Look at Cluster monitoring/pg, which runs these pods.' },
    });
    expect(sight.next?.operation).toBeUndefined();
  });

  it('does not know how a service is when the cluster cannot be asked', async () => {
    const refused = async () => Promise.reject(new Error('may not list pods'));
    expect(await look(refused)).toEqual({
      kind: 'kubernetes',
      status: 'unknown',
      text: 'the cluster cannot be asked: may not list pods',
    });
    expect(await look(() => new Promise(() => {}))).toMatchObject({
      status: 'unknown',
      text: 'the cluster gives no answer within 200 ms',
    });
    const absent = { cluster: noCluster, clock: systemClock };
    expect(await probeKubernetes(grafana, probe, absent)).toMatchObject({
      status: 'unknown',
      text: 'development has no cluster',
    });
  });

  it('does not know what to look at without namespaces and selector', async () => {
    const service = createTestService({ name: 'grafana' });
    expect(await look(async () => [workload()], service)).toMatchObject({
      status: 'unknown',
    });
  });
});
