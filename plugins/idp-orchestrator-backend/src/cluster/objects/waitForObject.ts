import type { ClusterObjectRef } from '../../ports';
import type { ClusterObject, Condition } from '../watch/ClusterObject';
import { listObjects } from '../watch/listObjects';
import { watchUntil, type WatchRules } from '../watch/watchUntil';
import type { PodObject } from '../workloads/PodObject';
import { describePods } from '../workloads/podProblems';
import {
  podsPath,
  toLabelSelector,
  type LabelSelector,
} from '../workloads/WorkloadObject';
import { nameObject, selectOne, type ClusterObjects } from './ClusterObjects';

export interface ObjectWaiting extends Pick<
  WatchRules<ClusterObject, never>,
  'connection' | 'clock' | 'signal' | 'firstAnswerMs'
> {
  objects: ClusterObjects;
  /** Called with what it waits for, when that changes. */
  changed(text: string): Promise<void>;
}

/** Says that the object itself tells that what is waited for will never be. */
export class ConditionFailedError extends Error {
  override name = 'ConditionFailedError';
}

interface ConditionedObject extends ClusterObject {
  /** The selector is that of a Job. */
  spec?: { selector?: LabelSelector };
  status?: {
    conditions?: Condition[];
    /** A number; Argo Rollouts write a text. */
    observedGeneration?: number | string;
  };
}

/**
 * Waits until a condition is `True` and about the newest specification, also
 * for an object that is not there yet.
 *
 * @throws ConditionFailedError when a Job has failed that was to be `Complete`
 */
export async function waitForCondition(
  { condition, ...ref }: ClusterObjectRef & { condition: string },
  waiting: ObjectWaiting,
): Promise<void> {
  let last: ConditionedObject | undefined;
  const following = follow<ConditionedObject>(ref, waiting, object => {
    last = object;
    if (!object) return `${nameObject(ref)} is not there yet`;
    requireHope(object, { condition, ref });
    const is = conditionOf(object, condition);
    if (is?.status === 'True' && isRecent(is, object)) return undefined;
    return `${nameObject(ref)} is not ${condition} yet: ${describe(is, object)}`;
  });
  await following.catch(async error => {
    if (error instanceof ConditionFailedError && last) {
      const endings = await describeEndings(last, waiting);
      error.message = [error.message, ...endings].join('; ');
    }
    throw error;
  });
}

/** Describes how the pods of a Job that has failed ended. */
async function describeEndings(
  { metadata, spec }: ConditionedObject,
  { connection, clock, signal }: ObjectWaiting,
): Promise<string[]> {
  if (!spec?.selector || !metadata.namespace) return [];
  const selection = {
    path: podsPath(metadata.namespace),
    labelSelector: toLabelSelector(spec.selector),
  };
  try {
    const { items } = await listObjects<PodObject>(
      connection,
      selection,
      signal,
    );
    return describePods(items, clock.now());
  } catch (error) {
    signal.throwIfAborted();
    return [`how its pods ended is not known: ${(error as Error).message}`];
  }
}

/** Waits until an object is gone, whoever ends it. */
export async function waitUntilGone(
  ref: ClusterObjectRef,
  waiting: ObjectWaiting,
): Promise<void> {
  await follow<ConditionedObject>(ref, waiting, object => {
    if (!object) return undefined;
    const { finalizers = [] } = object.metadata;
    const why = finalizers.join(', ');
    const kept = why && `, kept by its finalizers ${why}`;
    const says = describeRemains(ref, object).map(text => `. ${text}`);
    return `${nameObject(ref)} is still there${kept}${says.join('')}`;
  });
}

/** Describes what a namespace that is being deleted says about what is left in it. */
function describeRemains(
  { apiVersion, kind }: ClusterObjectRef,
  { status }: ConditionedObject,
): string[] {
  if (apiVersion !== 'v1' || kind !== 'Namespace') return [];
  return (status?.conditions ?? [])
    .filter(one => one.status === 'True' && one.message)
    .map(({ type, message }) => `${type}: ${message}`);
}

/** Follows one object until nothing is to be waited for. */
export async function follow<T extends ClusterObject>(
  ref: ClusterObjectRef,
  { objects, changed, ...rules }: ObjectWaiting,
  waitsFor: (object: T | undefined) => string | undefined,
): Promise<void> {
  const place = await objects.place(ref, rules.signal);
  let told = '';
  await watchUntil<T, true>([selectOne(place)], {
    ...rules,
    async look({ objects: seen, interruption }) {
      const text = seen && waitsFor(seen[0][0]);
      if (seen && text === undefined) return true;
      const now = interruption ? `${interruption} Trying again.` : text;
      if (now !== undefined && now !== told) await changed(now);
      told = now ?? told;
      return undefined;
    },
  });
}

function requireHope(
  object: ConditionedObject,
  { condition, ref }: { condition: string; ref: ClusterObjectRef },
): void {
  const failed = conditionOf(object, 'Failed');
  const isJob = ref.kind === 'Job' && condition === 'Complete';
  if (!isJob || failed?.status !== 'True') return;
  throw new ConditionFailedError(
    `${nameObject(ref)} has failed (${failed.reason}): ${failed.message}`,
  );
}

function conditionOf({ status }: ConditionedObject, type: string) {
  return status?.conditions?.find(
    one => one.type.toLowerCase() === type.toLowerCase(),
  );
}

/**
 * Tells whether a condition is about the newest specification, as it says
 * itself, else as the status that it is part of does. One of which neither is
 * known counts: many kinds never say.
 */
function isRecent(
  condition: Condition,
  { metadata, status }: ConditionedObject,
): boolean {
  const observed = condition.observedGeneration ?? status?.observedGeneration;
  return (
    observed === undefined || Number(observed) >= (metadata.generation ?? 0)
  );
}

function describe(
  condition: Condition | undefined,
  object: ConditionedObject,
): string {
  if (!condition) return 'it says nothing about it so far';
  if (condition.status === 'True' && !isRecent(condition, object)) {
    return 'what it says is about an earlier specification';
  }
  const why = [condition.reason, condition.message].filter(Boolean).join(': ');
  return why || `it is ${condition.status}`;
}
