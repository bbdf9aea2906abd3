import type { ObjectReader } from '../watch/ObjectReader';
import { notReadyReason, pressuresOf, type NodeObject } from './NodeObject';
import { isOver, isReady, type PodObject } from './PodObject';

/** At most so many nodes are told of. */
const MOST = 3;

/**
 * Reads what is wrong with the nodes of pods that do not run, or with any where
 * a pod has found none. An account that may not list nodes is not told of here:
 * most have rights in their namespaces only, and the platform's health says so.
 */
export async function readNodeProblems(
  pods: PodObject[],
  { reader, signal }: { reader: ObjectReader; signal: AbortSignal },
): Promise<string[]> {
  const concerned = pods.filter(pod => !isReady(pod) && !hasSucceeded(pod));
  if (concerned.length === 0) return [];
  const isHomeless = concerned.some(pod => !pod.spec?.nodeName && !isOver(pod));
  const names = new Set(concerned.map(pod => pod.spec?.nodeName));
  const nodes = await listNodes(reader, signal);
  const problems = nodes
    .filter(({ metadata }) => isHomeless || names.has(metadata.name))
    .flatMap(describeNode);
  const more = problems.length - MOST;
  return more > 0
    ? [...problems.slice(0, MOST), `${more} more nodes have such problems`]
    : problems;
}

function hasSucceeded({ status }: PodObject): boolean {
  return status?.phase === 'Succeeded';
}

async function listNodes(
  reader: ObjectReader,
  signal: AbortSignal,
): Promise<NodeObject[]> {
  try {
    const selection = { path: '/api/v1/nodes' };
    return await reader.list<NodeObject>(selection, signal, { watch: false });
  } catch (error) {
    if ((error as Error).name !== 'NotAllowedError') throw error;
    return [];
  }
}

function describeNode(node: NodeObject): string[] {
  const reason = notReadyReason(node);
  const problems = [
    ...(reason ? [`is not ready: ${reason}`] : []),
    ...pressuresOf(node).map(pressure => `has ${pressure}`),
  ];
  return problems.length > 0
    ? [`Node ${node.metadata.name} ${problems.join('; ')}`]
    : [];
}
