import { describeContainer } from './containerProblems';
import { isOver, type PodObject } from './PodObject';

/** A pod that should have ended longer ago than this (ms) does not end by itself. */
const STUCK_AFTER_MS = 30_000;

/** At most so many problems are told. */
const MOST = 10;

/**
 * Describes what keeps pods from being ready. Pods that have done their work
 * are none that is waited for, those that are being ended only when they do not
 * end.
 */
export function describePods(pods: PodObject[], now: number): string[] {
  const problems = pods.flatMap(pod =>
    describePod(pod, now).map(text => `Pod ${pod.metadata.name}: ${text}`),
  );
  if (problems.length <= MOST) return problems;
  const more = problems.length - MOST;
  return [...problems.slice(0, MOST), `and ${more} more of this kind`];
}

function describePod(pod: PodObject, now: number): string[] {
  const { metadata, status } = pod;
  if (metadata.deletionTimestamp) {
    const { deletionTimestamp: until } = metadata;
    return now > Date.parse(until) + STUCK_AFTER_MS
      ? [`should have ended at ${until}. Is its node still there?`]
      : [];
  }
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

/** Describes how a pod ended, if it failed; success is what it was for. */
function describeEnd({ status = {} }: PodObject): string[] {
  if (status.phase !== 'Failed') return [];
  const why = [status.reason, status.message].filter(Boolean).join(': ');
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
