import { describePods } from '../../cluster/workloads/podProblems';
import type {
  ContainerState,
  PodObject,
} from '../../cluster/workloads/PodObject';
import { failureOf, type JobObject } from '../job/JobObject';
import { CONTAINER } from '../settings/names';

export type Terminated = NonNullable<ContainerState['terminated']>;

/** The objects of an attempt as they are now. */
export interface PodFacts {
  job: JobObject | undefined;
  pods: PodObject[];
  /** Whether a pod of it was seen before. */
  hadPod: boolean;
  now: number;
}

/** What the objects of an attempt say about its script. */
export type PodSight =
  /** It has not started; the texts say why. */
  | { kind: 'pending'; why: string[] }
  | { kind: 'running'; pod: PodObject; startedAt: number }
  | { kind: 'ended'; pod: PodObject; ended: Terminated }
  /** It cannot start any more, and never has. */
  | { kind: 'not-started'; reason: string }
  /** The cluster has ended it, since no backend did. */
  | { kind: 'overdue' }
  /** It began, and nothing tells how it went on. */
  | { kind: 'lost'; reason: string };

/** The reasons of a container that ended before anything in it ran. */
const NEVER_RAN = /^(StartError|ContainerCannotRun|CreateContainerError)$/;

/** Decides what the objects of an attempt say about its script. It is pure. */
export function judgePod(facts: PodFacts): PodSight {
  const { pods, now } = facts;
  const [pod] = [...pods].sort(byAge);
  if (!pod) return judgeWithoutPod(facts);
  const { phase } = pod.status ?? {};
  const { terminated, running } = stateOf(pod);
  if (terminated && NEVER_RAN.test(terminated.reason ?? '')) {
    return { kind: 'not-started', reason: describeStart(pod, terminated) };
  }
  if (terminated) return { kind: 'ended', pod, ended: terminated };
  if (phase === 'Failed' || phase === 'Succeeded') {
    // Of one that a node has refused no container is known.
    const reason = describePods([pod], now).join('; ');
    return pod.status?.containerStatuses?.length
      ? { kind: 'lost', reason }
      : { kind: 'not-started', reason };
  }
  if (running) {
    const startedAt = Date.parse(running.startedAt ?? '') || now;
    return { kind: 'running', pod, startedAt };
  }
  return { kind: 'pending', why: describePods([pod], now) };
}

/** Describes what took a pod away from its script; undefined when nothing did. */
export function describeDisruption({
  metadata,
  status = {},
}: PodObject): string | undefined {
  const { reason, message, conditions = [] } = status;
  if (reason) return [reason, message].filter(Boolean).join(': ');
  const disrupted = conditions.find(
    one => one.type === 'DisruptionTarget' && one.status === 'True',
  );
  if (disrupted) {
    return [disrupted.reason, disrupted.message].filter(Boolean).join(': ');
  }
  return metadata.deletionTimestamp
    ? 'somebody has deleted it, as draining a node does'
    : undefined;
}

function judgeWithoutPod({ job, hadPod, now: _ }: PodFacts): PodSight {
  const failure = job && failureOf(job);
  if (failure?.reason === 'DeadlineExceeded') return { kind: 'overdue' };
  if (hadPod || !job) {
    const what = job ? 'pod' : 'Job';
    return {
      kind: 'lost',
      reason: `Its ${what} was removed from the cluster by somebody else, and it is not known how far the script came`,
    };
  }
  if (failure) {
    const why = [failure.reason, failure.message].filter(Boolean).join(': ');
    return { kind: 'lost', reason: `Its Job has failed without a pod: ${why}` };
  }
  return { kind: 'pending', why: [] };
}

function describeStart(
  { metadata, spec }: PodObject,
  { reason, message = '' }: Terminated,
): string {
  const image = spec?.containers.find(({ name }) => name === CONTAINER)?.image;
  const said = `Pod ${metadata.name}: ${reason}: ${message.trim().slice(0, 500)}`;
  return /\bbash\b.*(?:not found|no such file)/is.test(message)
    ? `image ${image} has no bash, which runs every script in a pod: use an image that has it (${said})`
    : said;
}

function stateOf({ status }: PodObject): ContainerState {
  const known = status?.containerStatuses ?? [];
  return known.find(({ name }) => name === CONTAINER)?.state ?? {};
}

function byAge({ metadata: a }: PodObject, { metadata: b }: PodObject): number {
  return (a.creationTimestamp ?? '').localeCompare(b.creationTimestamp ?? '');
}
