import type { Workload } from '../../ports';
import { KEPT_REPLICAS } from './annotations';
import { countReplicas, isSettled, type Replicas } from './countReplicas';
import { describePods, describeRemaining } from './podProblems';
import type { PodObject } from './PodObject';
import type { WorkloadKind, WorkloadObject } from './WorkloadObject';

/** Describes a workload as it is now, and what its pods say about why it is not ready. */
export function describeWorkload(
  kind: WorkloadKind,
  object: WorkloadObject,
  { pods, now }: { pods: PodObject[]; now: number },
): Workload {
  const { metadata, spec } = object;
  const replicas = countReplicas(kind, object);
  const { wanted, ready, updated } = replicas;
  const kept = Number(metadata.annotations?.[KEPT_REPLICAS]);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    wanted,
    ready,
    updated,
    ...(wanted === 0 && kept > 0 && { kept }),
    version: readVersion(spec.template.spec.containers[0]?.image),
    problems: describeProblems(object, replicas, { pods, now }),
  };
}

function describeProblems(
  object: WorkloadObject,
  replicas: Replicas,
  { pods, now }: { pods: PodObject[]; now: number },
): string[] {
  // Its controller does not count pods that are being ended.
  if (replicas.wanted === 0 && replicas.isObserved) {
    return describeRemaining(pods, now);
  }
  if (isSettled(replicas)) return [];
  return [...describeConditions(object, replicas), ...describePods(pods, now)];
}

/** The beginning of what tells no more than that it is not done. */
const ONLY = 'Only ';

/** Tells whether something is said about why a workload is not as it is wanted; true also when it is. */
export function isExplained(
  kind: WorkloadKind,
  object: WorkloadObject,
  { problems }: Workload,
): boolean {
  const replicas = countReplicas(kind, object);
  return (
    replicas.wanted === 0 ||
    isSettled(replicas) ||
    problems.some(problem => !problem.startsWith(ONLY))
  );
}

/** Describes what its controller says that is more than "not yet". */
function describeConditions(
  { spec, status }: WorkloadObject,
  { isObserved, wanted, present, updated, toBeUpdated }: Replicas,
): string[] {
  // They are about an older specification.
  if (!isObserved) return [];
  const paused =
    spec.paused && updated < toBeUpdated
      ? [
          'Its rollout is paused (spec.paused): changes wait until it is resumed',
        ]
      : [];
  const told = (status?.conditions ?? []).flatMap(
    ({ type, status: is, reason, message }) => {
      if (type === 'ReplicaFailure' && is === 'True') {
        return [`Its pods cannot be created (${reason}): ${message}`];
      }
      if (type === 'Progressing' && is === 'False') {
        return [`Its rollout does not get on (${reason}): ${message}`];
      }
      return [];
    },
  );
  if (wanted > present && told.length === 0 && paused.length === 0) {
    return [`${ONLY}${present} of ${wanted} pods have been created`];
  }
  return [...paused, ...told];
}

/** Reads the tag of an image, else the beginning of its digest. */
export function readVersion(image: string | undefined): string | undefined {
  if (!image) return undefined;
  const [named, digest] = image.split('@');
  // A colon before a slash belongs to the registry's port.
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  return tag ?? (digest ? digest.slice(0, 'sha256:'.length + 12) : 'latest');
}
