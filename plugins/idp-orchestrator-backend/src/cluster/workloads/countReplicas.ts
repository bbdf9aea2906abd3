import type { WorkloadKind, WorkloadObject } from './WorkloadObject';

/** The numbers of replicas of a workload, for whichever kind. */
export interface Replicas {
  wanted: number;
  /** The number of pods that are there, of whatever template. */
  present: number;
  /** The number of those that run the newest template, and how many are to. */
  updated: number;
  toBeUpdated: number;
  ready: number;
  /** The number of those that are ready for long enough (`minReadySeconds`). */
  available: number;
  /** True when its controller has seen the newest specification: the counts are about that one. */
  isObserved: boolean;
}

export function countReplicas(
  kind: WorkloadKind,
  { metadata, spec, status = {} }: WorkloadObject,
): Replicas {
  const isObserved =
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const { updateStrategy } = spec;
  // Its pods are replaced when somebody deletes them, not by a rollout.
  const isOnDelete = updateStrategy?.type === 'OnDelete';
  if (kind === 'DaemonSet') {
    const wanted = status.desiredNumberScheduled ?? 0;
    return {
      wanted,
      present: status.currentNumberScheduled ?? 0,
      updated: status.updatedNumberScheduled ?? 0,
      toBeUpdated: isOnDelete ? 0 : wanted,
      ready: status.numberReady ?? 0,
      available: status.numberAvailable ?? 0,
      isObserved,
    };
  }
  const wanted = spec.replicas ?? 1;
  // Those below it keep the older template on purpose.
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  const ready = status.readyReplicas ?? 0;
  return {
    wanted,
    present: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    toBeUpdated: isOnDelete ? 0 : Math.max(0, wanted - partition),
    ready,
    available: status.availableReplicas ?? 0,
    isObserved,
  };
}

/** Tells whether a workload is as it is wanted, and nothing changes any more. */
export function isSettled(replicas: Replicas): boolean {
  const { wanted, present, updated, toBeUpdated, available } = replicas;
  return (
    replicas.isObserved &&
    present === wanted &&
    updated >= toBeUpdated &&
    available >= wanted
  );
}
