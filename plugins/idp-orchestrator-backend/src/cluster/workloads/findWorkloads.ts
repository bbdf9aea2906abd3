import type { Workload, WorkloadTarget } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { listObjects } from '../watch/listObjects';
import { countReplicas, isSettled } from './countReplicas';
import { describeWorkload } from './describeWorkload';
import type { PodObject } from './PodObject';
import {
  podsPath,
  toLabelSelector,
  WORKLOAD_KINDS,
  workloadsPath,
  type WorkloadKind,
  type WorkloadObject,
} from './WorkloadObject';

export interface Search extends Omit<WorkloadTarget, 'environment'> {
  connection: ClusterConnection;
  signal: AbortSignal;
  now: number;
}

/**
 * Finds the workloads of the first namespace that has any. A namespace that may
 * not be looked into keeps nobody from finding them in another one.
 */
export async function findWorkloads(search: Search): Promise<Workload[]> {
  let refusal: unknown;
  for (const namespace of search.namespaces) {
    try {
      const found = await searchNamespace(namespace, search);
      if (found.length > 0) return found;
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') throw error;
      refusal ??= error;
    }
  }
  if (refusal) throw refusal;
  return [];
}

async function searchNamespace(
  namespace: string,
  { connection, signal, selector, now }: Search,
): Promise<Workload[]> {
  const describe = async (kind: WorkloadKind, object: WorkloadObject) => {
    // Those that are as they are wanted have nothing to explain.
    const pods = isSettled(countReplicas(kind, object))
      ? []
      : await listPods(object, { connection, signal, namespace });
    return describeWorkload(kind, object, { pods, now });
  };
  const ofKinds = await Promise.all(
    WORKLOAD_KINDS.map(async kind => {
      const selection = {
        path: workloadsPath(kind, namespace),
        labelSelector: selector,
      };
      const { items } = await listObjects<WorkloadObject>(
        connection,
        selection,
        signal,
      );
      return Promise.all(items.map(object => describe(kind, object)));
    }),
  );
  return ofKinds.flat();
}

async function listPods(
  { spec }: WorkloadObject,
  at: Pick<Search, 'connection' | 'signal'> & { namespace: string },
): Promise<PodObject[]> {
  const selection = {
    path: podsPath(at.namespace),
    labelSelector: toLabelSelector(spec.selector),
  };
  const { items } = await listObjects<PodObject>(
    at.connection,
    selection,
    at.signal,
  );
  return items;
}
