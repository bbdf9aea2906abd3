import type {
  Cluster,
  ClusterObjectRef,
  NeededRights,
  WorkloadRef,
} from '../../ports';
import { toObject, toWorkload } from './actOnCluster';
import type { KubernetesInput } from './kubernetesInput';

const CHANGE = ['get', 'patch'];
const FOLLOW = ['list', 'watch'];

/** Lists the rights that a step needs, from its first act to the end of what it waits for. */
export function rightsFor(
  input: KubernetesInput,
  cluster: Pick<Cluster, 'readManifest'>,
): NeededRights[] {
  switch (input.action) {
    case 'apply':
      return cluster
        .readManifest(input.manifest ?? '')
        .map(({ labels: _, ...at }) => ({
          ...at,
          verbs: CHANGE,
          ifAbsent: ['create'],
        }));
    case 'wait':
      return input.condition === undefined && input.for === undefined
        ? rightsForWorkload(toWorkload(input), { isFollowed: true })
        : [{ ...toObject(input), verbs: FOLLOW }];
    case 'scale':
    case 'restart':
      return rightsForWorkload(toWorkload(input), {
        isChanged: true,
        isFollowed: input.wait,
      });
    case 'delete':
      return [rightsToDelete(toObject(input), input.wait)];
  }
}

/** Lists the rights to change a workload, and to follow it and its pods until that is rolled out. */
export function rightsForWorkload(
  { kind, namespace, name }: WorkloadRef,
  { isChanged = false, isFollowed = false },
): NeededRights[] {
  const verbs = [...(isChanged ? CHANGE : []), ...(isFollowed ? FOLLOW : [])];
  const itself = { apiVersion: 'apps/v1', kind, namespace, name, verbs };
  const itsPods = { apiVersion: 'v1', kind: 'Pod', namespace, verbs: FOLLOW };
  return isFollowed ? [itself, itsPods] : [itself];
}

function rightsToDelete(at: ClusterObjectRef, isFollowed: boolean) {
  return { ...at, verbs: ['delete', ...(isFollowed ? FOLLOW : [])] };
}
