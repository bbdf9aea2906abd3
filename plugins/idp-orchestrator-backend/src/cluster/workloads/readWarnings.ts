import type { WorkloadRef } from '../../ports';
import type { ClusterObject } from '../watch/ClusterObject';
import type { ObjectReader } from '../watch/ObjectReader';
import type { PodObject } from './PodObject';

/** At most so many events are told. */
const MOST = 3;

/** The fields of an event that are read here. */
interface EventObject extends ClusterObject {
  involvedObject: { kind?: string; name?: string };
  reason?: string;
  message?: string;
  count?: number;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

export interface WarningRules {
  reader: ObjectReader;
  signal: AbortSignal;
  pods: PodObject[];
}

/**
 * Reads the newest warnings about a workload and its pods: what a kubelet or a
 * controller meets that no status tells, such as a volume whose Secret is
 * missing. Without the right to read them, that is told instead.
 */
export async function readWarnings(
  { kind, namespace, name }: Omit<WorkloadRef, 'kind'> & { kind: string },
  { reader, signal, pods }: WarningRules,
): Promise<string[]> {
  const names = new Set(pods.map(pod => `Pod/${pod.metadata.name}`));
  names.add(`${kind}/${name}`);
  const isOurs = ({ involvedObject: of }: EventObject) =>
    names.has(`${of.kind}/${of.name}`) ||
    (of.kind === 'ReplicaSet' && of.name?.startsWith(`${name}-`));
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
  const selection = { path, fieldSelector: 'type=Warning' };
  try {
    const events = await reader.list<EventObject>(selection, signal, {
      watch: false,
    });
    const newest = events
      .filter(isOurs)
      .sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
    return [...new Set(newest.map(describeEvent))].slice(0, MOST);
  } catch (error) {
    signal.throwIfAborted();
    return [`Its events are not known: ${(error as Error).message}`];
  }
}

function timeOf({ lastTimestamp, eventTime }: EventObject): string {
  return lastTimestamp ?? eventTime ?? '';
}

function describeEvent(event: EventObject): string {
  const { involvedObject: of, reason = 'Warning', message = '', count } = event;
  const times = count && count > 1 ? ` (${count} times)` : '';
  return `${of.kind} ${of.name}: ${reason}: ${message.trim().slice(0, 300)}${times}`;
}
