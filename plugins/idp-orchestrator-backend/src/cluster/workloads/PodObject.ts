import type { ClusterObject, Condition } from '../watch/ClusterObject';

/** The fields of a pod that are read here. */
export interface PodObject extends ClusterObject {
  spec?: {
    /** The node that it was placed on, if it was. */
    nodeName?: string;
    containers: ContainerSpec[];
    initContainers?: ContainerSpec[];
  };
  status?: {
    phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
    reason?: string;
    message?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface ContainerSpec {
  name: string;
  image?: string;
  resources?: { limits?: { memory?: string } };
}

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  image?: string;
  state?: ContainerState;
  lastState?: ContainerState;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode: number;
    signal?: number;
    reason?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
  };
}

/** Tells whether a pod has done its work, or failed for good, and runs no more. */
export function isOver({ status }: PodObject): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Tells whether a pod says of itself that it is ready. */
export function isReady({ status }: PodObject): boolean {
  return Boolean(
    status?.conditions?.some(
      one => one.type === 'Ready' && one.status === 'True',
    ),
  );
}
