import type { NodeCount } from '../ports';
import type { ClusterConnection } from './connection/ClusterConnection';
import type { ClusterObject, Condition } from './watch/ClusterObject';
import { listObjects } from './watch/listObjects';

interface NodeObject extends ClusterObject {
  spec?: { unschedulable?: boolean };
  status?: { conditions?: Condition[] };
}

/** Counts nodes. A node is ready when it says so itself, and nothing less. */
export async function countNodes(
  connection: ClusterConnection,
  signal: AbortSignal,
): Promise<NodeCount> {
  const { items } = await listObjects<NodeObject>(
    connection,
    { path: '/api/v1/nodes' },
    signal,
  );
  const notReady = items.flatMap(node => {
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return [];
    const why = ready?.message || ready?.reason || 'it says nothing of itself';
    return [`${node.metadata.name} (${why})`];
  });
  return {
    nodes: items.length,
    ready: items.length - notReady.length,
    notReady,
    cordoned: items
      .filter(({ spec }) => spec?.unschedulable)
      .map(({ metadata }) => metadata.name),
  };
}
