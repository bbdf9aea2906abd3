import type { WorkloadRef } from '../../ports';
import type { ClusterObject, Condition } from '../watch/ClusterObject';

export type WorkloadKind = WorkloadRef['kind'];

/** The fields of a Deployment, StatefulSet or DaemonSet that are read here. */
export interface WorkloadObject extends ClusterObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    selector: LabelSelector;
    template: {
      metadata?: { annotations?: Record<string, string> };
      spec: { containers: Array<{ name: string; image?: string }> };
    };
    /** The strategy of StatefulSets and DaemonSets. */
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    /** These five are a DaemonSet's. */
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    numberReady?: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    conditions?: Condition[];
  };
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }>;
}

const RESOURCES: Record<WorkloadKind, string> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

export const WORKLOAD_KINDS = Object.keys(RESOURCES) as WorkloadKind[];

/** Makes the path of all workloads of a kind in a namespace. */
export function workloadsPath(kind: WorkloadKind, namespace: string): string {
  return `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${RESOURCES[kind]}`;
}

export function workloadPath({ kind, namespace, name }: WorkloadRef): string {
  return `${workloadsPath(kind, namespace)}/${encodeURIComponent(name)}`;
}

export function podsPath(namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}

/** Writes a selector in the words of a request. */
export function toLabelSelector({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'In':
        return `${key} in (${values.join(',')})`;
      case 'NotIn':
        return `${key} notin (${values.join(',')})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
    }
  });
  return [...labels, ...expressions].join(',');
}
