import { describeContainer } from './containerProblems';
import { isOver, type PodObject } from './PodObject';

/** A pod that should have ended longer ago than this (ms) does not end by itself. */
const STUCK_AFTER_MS = 30_000;

/** At most so many problems are told. */
const MOST = 10;

/** At most so many pods are named that have the same problem. */
const MOST_NAMES = 3;

/**
 * Describes what keeps pods from being ready, once for all that have the same
 * problem. Pods that have done their work are none that is waited for, those
 * that are being ended only when something keeps them.
 */
export function describePods(pods: PodObject[], now: number): string[] {
  const names = new Map<string, string[]>();
  for (const pod of pods) {
    for (const text of describePod(pod, now)) {
      names.set(text, [...(names.get(text) ?? []), pod.metadata.name]);
    }
  }
  const problems = [...names].map(([text, of]) => `${namePods(of)}: ${text}`);
  if (problems.length <= MOST) return problems;
  const more = problems.length - MOST;
  return [...problems.slice(0, MOST), `and ${more} more of this kind`];
}

/** Describes the pods that are still there of a workload of which none is wanted. */
export function describeRemaining(pods: PodObject[], now: number): string[] {
  const names = pods
    .filter(pod => !isOver(pod) && describePod(pod, now).length === 0)
    .map(({ metadata }) => metadata.name);
  const still = names.length === 1 ? 'is still there' : 'are still there';
  return [
    ...(names.length > 0 ? [`${namePods(names)} ${still}`] : []),
    ...describePods(pods, now),
  ];
}

function namePods(names: string[]): string {
  if (names.length === 1) return `Pod ${names[0]}`;
  const more = names.length - MOST_NAMES;
  const named = names.slice(0, MOST_NAMES).join(', ');
  return `Pods ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

function describePod(pod: PodObject, now: number): string[] {
  const { metadata, status } = pod;
  if (metadata.deletionTimestamp) return describeDeletion(pod, now);
  if (isOver(pod)) return describeEnd(pod);
  const unplaced = conditionOf(pod, 'PodScheduled');
  if (unplaced?.status === 'False') {
    return [
      `cannot be placed on a node (${unplaced.reason ?? 'Pending'}): ${unplaced.message ?? 'no reason given'}`,
    ];
  }
  const containers = describeContainers(pod);
  if (containers.length > 0) return containers;
  const unready = conditionOf(pod, 'Ready');
  return unready?.status === 'False' && status?.phase === 'Running'
    ? [
        `is not ready: ${unready.message || unready.reason || 'no reason given'}`,
      ]
    : [];
}

/** Describes what keeps a pod that is being ended. */
function describeDeletion({ metadata }: PodObject, now: number): string[] {
  const { deletionTimestamp: until = '', finalizers = [] } = metadata;
  if (finalizers.length > 0) {
    return [
      `is being ended, and kept by its finalizers ${finalizers.join(', ')}`,
    ];
  }
  return now > Date.parse(until) + STUCK_AFTER_MS
    ? [`should have ended at ${until}. Is its node still there?`]
    : [];
}

/** Describes how a pod ended, if it failed; success is what it was for. */
function describeEnd(pod: PodObject): string[] {
  const { status = {} } = pod;
  if (status.phase !== 'Failed') return [];
  const said = [status.reason, status.message].filter(Boolean).join(': ');
  const why = [said, ...describeContainers(pod)].filter(Boolean).join('; ');
  return [
    `has failed for good and is not counted (${why || 'no reason given'})`,
  ];
}

function describeContainers({ spec, status = {} }: PodObject): string[] {
  const told = (
    statuses: NonNullable<PodObject['status']>['containerStatuses'] = [],
    specs = spec?.containers,
  ) =>
    statuses.flatMap(one => {
      const text = describeContainer(
        one,
        specs?.find(({ name }) => name === one.name),
      );
      return text ? [text] : [];
    });
  const first = told(status.initContainerStatuses, spec?.initContainers);
  // What the others wait for is told already.
  return first.length > 0
    ? first.map(text => `before it starts, ${text}`)
    : told(status.containerStatuses);
}

function conditionOf({ status }: PodObject, type: string) {
  return status?.conditions?.find(condition => condition.type === type);
}
