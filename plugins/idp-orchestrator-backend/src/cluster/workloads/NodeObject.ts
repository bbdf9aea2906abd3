import type { ClusterObject, Condition } from '../watch/ClusterObject';

/** The fields of a node that are read here. */
export interface NodeObject extends ClusterObject {
  spec?: { unschedulable?: boolean };
  status?: { conditions?: Condition[] };
}

/** The conditions of a node with which it ends pods, or takes none. */
const PRESSURES = [
  'DiskPressure',
  'MemoryPressure',
  'PIDPressure',
  'NetworkUnavailable',
];

/** Tells why a node is not ready; undefined when it says itself that it is, and nothing less. */
export function notReadyReason({ status }: NodeObject): string | undefined {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return undefined;
  return ready?.message || ready?.reason || 'it says nothing of itself';
}

/** Lists what a node is short of, for example `DiskPressure: kubelet has disk pressure`. */
export function pressuresOf({ status }: NodeObject): string[] {
  return (status?.conditions ?? [])
    .filter(({ type, status: is }) => is === 'True' && PRESSURES.includes(type))
    .map(
      ({ type, reason, message }) => `${type}: ${message || reason || type}`,
    );
}
