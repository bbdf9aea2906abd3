import type { PodGroup, Workload, WorkloadTarget } from '../../ports';
import { mergeRefusals } from '../connection/missingRight';
import type { ObjectReader } from '../watch/ObjectReader';
import { countReplicas, isSettled } from './countReplicas';
import { describeWorkload, isExplained } from './describeWorkload';
import { groupPods } from './groupPods';
import type { PodObject } from './PodObject';
import { readNodeProblems } from './readNodeProblems';
import { readWarnings } from './readWarnings';
import {
  podsPath,
  toLabelSelector,
  WORKLOAD_KINDS,
  workloadsPath,
  type WorkloadKind,
  type WorkloadObject,
} from './WorkloadObject';

export interface Search extends Omit<
  WorkloadTarget,
  'environment' | 'isPatient' | 'isShared'
> {
  reader: ObjectReader;
  signal: AbortSignal;
  now: number;
}

type Found = Workload | PodGroup;

/**
 * Finds the workloads of the first namespace that has any, else the pods that
 * are of none. A namespace that may
 * not be looked into keeps nobody from finding them in another one.
 */
export async function findWorkloads(search: Search): Promise<Found[]> {
  const refusals: unknown[] = [];
  const searches = [searchNamespace, searchPods].flatMap(searchOne =>
    search.namespaces.map(namespace => () => searchOne(namespace, search)),
  );
  for (const searchOne of searches) {
    try {
      const found = await searchOne();
      if (found.length > 0) return found;
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw mergeRefusals(refusals);
  return [];
}

async function searchPods(
  namespace: string,
  { selector, now, ...at }: Search,
): Promise<PodGroup[]> {
  const pods = await listPods(selector, { ...at, namespace });
  return groupPods(namespace, pods, now);
}

async function searchNamespace(
  namespace: string,
  { reader, signal, selector, now }: Search,
): Promise<Workload[]> {
  const describe = async (kind: WorkloadKind, object: WorkloadObject) => {
    // Those that are as they are wanted have nothing to explain.
    const pods = isSettled(countReplicas(kind, object))
      ? []
      : await listPods(toLabelSelector(object.spec.selector), {
          reader,
          signal,
          namespace,
        });
    const workload = describeWorkload(kind, object, { pods, now });
    const problems = [
      ...workload.problems,
      ...(await readNodeProblems(pods, { reader, signal })),
    ];
    if (!isExplained(kind, object, workload)) {
      const rules = { reader, signal, pods };
      problems.push(...(await readWarnings(workload, rules)));
    }
    return { ...workload, problems };
  };
  const ofKinds = await Promise.allSettled(
    WORKLOAD_KINDS.map(async kind => {
      const selection = {
        path: workloadsPath(kind, namespace),
        labelSelector: selector,
      };
      const items = await reader.list<WorkloadObject>(selection, signal);
      return Promise.all(items.map(object => describe(kind, object)));
    }),
  );
  const failed = ofKinds.filter(one => one.status === 'rejected');
  if (failed.length > 0) throw mergeRefusals(failed.map(one => one.reason));
  return ofKinds.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
}

async function listPods(
  labelSelector: string,
  {
    reader,
    signal,
    namespace,
  }: Pick<Search, 'reader' | 'signal'> & {
    namespace: string;
  },
): Promise<PodObject[]> {
  const selection = { path: podsPath(namespace), labelSelector };
  return reader.list<PodObject>(selection, signal);
}
