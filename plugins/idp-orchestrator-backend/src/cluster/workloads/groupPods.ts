import type { PodGroup } from '../../ports';
import { readVersion } from './describeWorkload';
import { describePods } from './podProblems';
import { isOver, isReady, type PodObject } from './PodObject';

/** Describes pods by their controller; those that have done their work are not counted. */
export function groupPods(
  namespace: string,
  pods: PodObject[],
  now: number,
): PodGroup[] {
  const groups = new Map<string, PodObject[]>();
  for (const pod of pods.filter(one => !isOver(one))) {
    const { kind, name } = controllerOf(pod);
    const key = `${kind}/${name}`;
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map(group => ({
    ...controllerOf(group[0]),
    isForeign: true,
    namespace,
    wanted: group.length,
    ready: group.filter(isReady).length,
    updated: group.length,
    version: readVersion(group[0].spec?.containers[0]?.image),
    problems: describePods(group, now),
  }));
}

function controllerOf({ metadata }: PodObject): { kind: string; name: string } {
  const owner = metadata.ownerReferences?.find(one => one.controller);
  const { kind, name } = owner ?? { kind: 'Pod', name: metadata.name };
  return { kind, name };
}
