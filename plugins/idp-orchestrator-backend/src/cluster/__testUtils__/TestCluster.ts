import { mockServices } from '@backstage/backend-test-utils';
import { systemClock } from '../../waiting/systemClock';
import type { Cluster } from '../../ports';
import { ClusterConnection } from '../connection/ClusterConnection';
import { ExecPrograms } from '../connection/credentials/ExecPrograms';
import { KubeConfigSource } from '../connection/KubeConfigSource';
import { createKubernetesCluster } from '../createKubernetesCluster';
import type { PodObject } from '../workloads/PodObject';
import type { WorkloadObject } from '../workloads/WorkloadObject';
import { startTestApi, type TestApi } from './startTestApi';

const never = new AbortController().signal;

/** An API server, with the hands of an admin, of controllers and of kubelets, for tests. */
export class TestCluster {
  readonly #admin: ClusterConnection;

  private constructor(
    readonly api: TestApi,
    readonly kubeconfig: string,
    /** The cluster that is tested, as the admin, for the environment `test`. */
    readonly cluster: Cluster,
  ) {
    const source = new KubeConfigSource(
      'test',
      { kubeconfig },
      new ExecPrograms(systemClock),
    );
    this.#admin = new ClusterConnection(source, systemClock);
  }

  static async start(name: string): Promise<TestCluster> {
    const api = await startTestApi(name);
    const kubeconfig = await api.writeKubeconfig();
    return new TestCluster(api, kubeconfig, createCluster(kubeconfig));
  }

  /** Says that what follows belongs to this test, whatever it runs on. */
  begin(test = ''): void {
    this.api.begin(test.split('kube-apiserver ').at(-1) ?? '');
  }

  async post<T>(path: string, content: object): Promise<T> {
    const body = { type: 'application/json', content };
    // Another manager of fields than the one that is tested.
    const query = { fieldManager: 'somebody' };
    const request = { method: 'POST', path, query, body } as const;
    return (await this.#admin.ask<T>(request, never)).content;
  }

  async read<T>(path: string): Promise<T> {
    return (await this.#admin.ask<T>({ method: 'GET', path }, never)).content;
  }

  async patch(path: string, content: object, query = {}): Promise<void> {
    const body = { type: 'application/merge-patch+json', content };
    await this.#admin.ask({ method: 'PATCH', path, query, body }, never);
  }

  /** Deletes an object for good, as a kubelet does when a pod has ended. */
  async remove(path: string): Promise<void> {
    const query = { gracePeriodSeconds: 0 };
    await this.#admin.ask({ method: 'DELETE', path, query }, never);
  }

  async addNamespace(name: string): Promise<void> {
    await this.post('/api/v1/namespaces', { metadata: { name } });
  }

  /** Makes a Deployment that is not rolled out; returns its path. */
  async addDeployment(
    namespace: string,
    name: string,
    spec: Partial<WorkloadObject['spec']> = {},
  ): Promise<string> {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    await this.post(path, createWorkload(name, spec));
    return `${path}/${name}`;
  }

  /** Writes what the controller of Deployments says once all pods run and are ready. */
  async rollOut(path: string): Promise<void> {
    const { metadata, spec } = await this.read<WorkloadObject>(path);
    const replicas = spec.replicas ?? 1;
    await this.setStatus(path, {
      observedGeneration: metadata.generation,
      replicas,
      readyReplicas: replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
    });
  }

  async setStatus(path: string, status: object): Promise<void> {
    await this.patch(`${path}/status`, { status });
  }

  /** Makes a pod of the Deployment of that name, as a kubelet tells of it. */
  async addPod(
    at: { namespace: string; app: string; name: string },
    status: PodObject['status'],
    spec: object = {},
  ): Promise<string> {
    const path = `/api/v1/namespaces/${at.namespace}/pods`;
    await this.post(path, {
      metadata: { name: at.name, labels: { app: at.app } },
      spec: {
        containers: [{ name: 'main', image: 'registry/app:1.4' }],
        ...spec,
      },
    });
    await this.setStatus(`${path}/${at.name}`, status ?? {});
    return `${path}/${at.name}`;
  }

  async stop(): Promise<void> {
    await this.api.stop();
  }
}

/** The options of a cluster that nobody stops, and whose warnings nobody reads. */
export const unattended = { signal: never, logger: mockServices.logger.mock() };

/** Makes the cluster that is tested, with the account of a kubeconfig. */
export function createCluster(
  kubeconfig: string,
  firstAnswerMs?: number,
): Cluster {
  return createKubernetesCluster({
    environments: { test: { cluster: { kubeconfig } }, plain: {} },
    clock: systemClock,
    firstAnswerMs,
    ...unattended,
  });
}

export function createWorkload(
  name: string,
  spec: Partial<WorkloadObject['spec']> = {},
) {
  const labels = { app: name };
  return {
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'registry/app:1.4' }] },
      },
      ...spec,
    },
  };
}
