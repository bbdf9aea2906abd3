import { NotFoundError } from '@backstage/errors';
import type { Workload, WorkloadRef } from '../../ports';
import type { ClusterObject } from '../watch/ClusterObject';
import { watchUntil, type WatchRules } from '../watch/watchUntil';
import { countReplicas, isSettled } from './countReplicas';
import { describeWorkload, isExplained } from './describeWorkload';
import { describeReplicasManager } from './replicasManager';
import { isOver, type PodObject } from './PodObject';
import { WARNINGS_EVERY_MS, WarningReader } from './WarningReader';
import {
  podsPath,
  toLabelSelector,
  workloadsPath,
  type WorkloadObject,
} from './WorkloadObject';

export interface RolloutRules extends Omit<
  WatchRules<ClusterObject, never>,
  'look'
> {
  /** The number of replicas that it was scaled to; when somebody else takes that back, the rollout has failed. */
  replicas?: number;
  /** Called with each change that can be seen. */
  changed(workload: Workload): Promise<void>;
}

/** Says that a rollout has failed, and that its controller does not try any more. */
export class RolloutFailedError extends Error {
  override name = 'RolloutFailedError';
}

/** Follows a workload and its pods until it is rolled out, or all pods are gone when none is wanted. */
export async function waitForRollout(
  at: WorkloadRef,
  rules: RolloutRules,
): Promise<Workload> {
  const itself = {
    path: workloadsPath(at.kind, at.namespace),
    fieldSelector: `metadata.name=${at.name}`,
  };
  const { spec } = await watchUntil<WorkloadObject, WorkloadObject>([itself], {
    ...rules,
    async look({ objects }) {
      return objects && requirePresent(objects[0][0], at);
    },
  });
  const itsPods = {
    path: podsPath(at.namespace),
    labelSelector: toLabelSelector(spec.selector),
  };
  let told = '';
  let last: Workload | undefined;
  const warnings = new WarningReader(at, rules);
  return watchUntil<ClusterObject, Workload>([itself, itsPods], {
    ...rules,
    // It has answered.
    firstAnswerMs: undefined,
    lookEveryMs: WARNINGS_EVERY_MS,
    async look({ objects, interruption }) {
      if (objects) {
        const [[object], pods] = objects as [WorkloadObject[], PodObject[]];
        requirePresent(object, at);
        last = describeWorkload(at.kind, object, {
          pods,
          now: rules.clock.now(),
        });
        requireGoal(at, object, rules.replicas);
        if (isRolledOut(at, object, pods)) return last;
        if (!interruption && !isExplained(at.kind, object, last)) {
          const { problems } = last;
          const more = await warnings.read(pods);
          last = { ...last, problems: [...problems, ...more] };
        }
        requireHope(at, object, last);
      }
      if (!last) return undefined;
      const workload = withInterruption(last, interruption);
      const text = JSON.stringify(workload);
      if (text !== told) await rules.changed(workload);
      told = text;
      return undefined;
    },
  });
}

function requirePresent(
  object: WorkloadObject | undefined,
  { kind, namespace, name }: WorkloadRef,
): WorkloadObject {
  if (object) return object;
  throw new NotFoundError(
    `There is no ${kind} ${namespace}/${name}, or there is none any more`,
  );
}

function isRolledOut(
  { kind }: WorkloadRef,
  object: WorkloadObject,
  pods: PodObject[],
): boolean {
  const replicas = countReplicas(kind, object);
  if (!isSettled(replicas)) return false;
  return replicas.wanted > 0 || pods.every(isOver);
}

/**
 * Requires that the rollout can still succeed.
 *
 * @throws RolloutFailedError when waiting longer is in vain
 */
function requireHope(
  { kind, namespace, name }: WorkloadRef,
  object: WorkloadObject,
  { problems }: Workload,
): void {
  const { isObserved, updated, toBeUpdated } = countReplicas(kind, object);
  const isHeld = object.spec.paused && updated < toBeUpdated;
  const hasFailed = object.status?.conditions?.some(
    ({ type, status, reason }) =>
      type === 'Progressing' &&
      status === 'False' &&
      reason === 'ProgressDeadlineExceeded',
  );
  if (isObserved && (isHeld || hasFailed)) {
    throw new RolloutFailedError(
      `${kind} ${namespace}/${name} was not rolled out. ${problems.join('; ')}`,
    );
  }
}

/**
 * Requires that nobody has stopped what was started, or the other way round.
 *
 * @throws RolloutFailedError naming who did
 */
function requireGoal(
  { kind, namespace, name }: WorkloadRef,
  object: WorkloadObject,
  goal: number | undefined,
): void {
  const { replicas = 1 } = object.spec;
  if (goal === undefined || kind === 'DaemonSet') return;
  if ((goal === 0) === (replicas === 0)) return;
  const { who, advice } = describeReplicasManager(object);
  throw new RolloutFailedError(
    `${who} set the replicas of ${kind} ${namespace}/${name} ${goal === 0 ? 'back ' : ''}to ${replicas}, after they had been set to ${goal} from here. ${advice}.`,
  );
}

function withInterruption(
  workload: Workload,
  interruption: string | undefined,
): Workload {
  if (interruption === undefined) return workload;
  const problems = [...workload.problems, `${interruption} Trying again.`];
  return { ...workload, problems };
}
