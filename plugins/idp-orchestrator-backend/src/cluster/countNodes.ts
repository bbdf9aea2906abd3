import type { NodeCount } from '../ports';
import type { ClusterConnection } from './connection/ClusterConnection';
import { listObjects } from './watch/listObjects';
import {
  notReadyReason,
  pressuresOf,
  type NodeObject,
} from './workloads/NodeObject';

/** Counts nodes, and names those of which something is wrong. */
export async function countNodes(
  connection: ClusterConnection,
  signal: AbortSignal,
): Promise<NodeCount> {
  const { items } = await listObjects<NodeObject>(
    connection,
    { path: '/api/v1/nodes' },
    signal,
  );
  const tell = (describe: (node: NodeObject) => string) =>
    items.flatMap(node => {
      const text = describe(node);
      return text ? [`${node.metadata.name} (${text})`] : [];
    });
  const notReady = tell(node => notReadyReason(node) ?? '');
  return {
    nodes: items.length,
    ready: items.length - notReady.length,
    notReady,
    underPressure: tell(node => pressuresOf(node).join('; ')),
    cordoned: items
      .filter(({ spec }) => spec?.unschedulable)
      .map(({ metadata }) => metadata.name),
  };
}
