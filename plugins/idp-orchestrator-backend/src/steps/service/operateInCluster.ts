import type { EngineStepContext } from '../../engine/EngineStepContext';
import type { Workload } from '../../ports';
import { RolloutLines } from '../RolloutLines';
import {
  checkInCluster,
  goalOf,
  isRestarted,
  nameWorkload,
  type InCluster,
} from './checkInCluster';
import type { ServiceStepOptions } from './OperatedService';
import type { Operated } from './Operated';

/** An act on a service of a cluster, and who is told of it. */
interface ClusterAct {
  act: 'start' | 'stop' | 'restart';
  context: EngineStepContext;
  signal: AbortSignal;
  seen: Map<string, string>;
  lines: RolloutLines;
}

/**
 * Scales or restarts the workloads of a service, and watches until they are
 * rolled out, at most for `limitMs`.
 *
 * @throws the signal's reason when the attempt is handed over
 */
export async function operateInCluster(
  service: InCluster,
  {
    limitMs,
    ...act
  }: Pick<ClusterAct, 'act' | 'context'> & { limitMs: number },
  options: Pick<ServiceStepOptions, 'cluster' | 'clock'>,
): Promise<Operated> {
  const { signal: ended } = act.context;
  /** How each workload was seen last. */
  const seen = new Map<string, string>();
  const late = new AbortController();
  const over = new AbortController();
  const alarm = options.clock.sleep(limitMs, over.signal).then(() => {
    if (!over.signal.aborted) late.abort('late');
  });
  try {
    const signal = AbortSignal.any([ended, late.signal]);
    const lines = new RolloutLines(options.clock);
    return await actOn(service, { ...act, signal, seen, lines }, options);
  } catch (error) {
    if (ended.aborted && ended.reason !== 'cancel') throw ended.reason;
    const { message } = error as Error;
    if (ended.aborted) return { result: 'cancelled', error: { message } };
    return late.signal.aborted
      ? {
          result: 'timed-out',
          error: {
            message: [
              `not rolled out within ${limitMs / 1_000} s`,
              ...seen.values(),
            ].join('; '),
          },
        }
      : { result: 'failed', error: { message } };
  } finally {
    over.abort('over');
    await alarm;
  }
}

async function actOn(
  service: InCluster,
  act: ClusterAct,
  { cluster }: Pick<ServiceStepOptions, 'cluster'>,
): Promise<Operated> {
  const { environment } = service;
  const { context, signal } = act;
  const checked = await checkInCluster(service, act.act, { cluster, signal });
  if ('refusal' in checked) {
    const error = { message: checked.refusal };
    return { result: 'failed', error, untouched: true };
  }
  const goals = new Map<Workload, number | undefined>();
  for (const workload of checked.workloads) {
    goals.set(
      workload,
      await change({ ...workload, environment }, act, cluster),
    );
  }
  await Promise.all(
    [...goals].map(([workload, replicas]) =>
      cluster.waitForRollout(
        { ...workload, environment, replicas },
        { changed: now => reportRollout(now, act), signal },
      ),
    ),
  );
  const held = checked.heldAtZero.map(nameWorkload);
  if (held.length === 0) return { result: 'done' };
  const stays =
    held.length === 1
      ? 'is at zero and was left so'
      : 'are at zero and were left so';
  const message = `${held.join(', ')} ${stays}; starting the service scales back`;
  await context.say({ lines: [message] });
  return { result: 'done', warning: { message }, isPartly: true };
}

/** Does what is to be done to a workload; returns how many replicas it was scaled to, if it was. */
async function change(
  workload: Workload & { environment: string },
  { act, context, signal }: ClusterAct,
  cluster: ServiceStepOptions['cluster'],
): Promise<number | undefined> {
  const name = nameWorkload(workload);
  if (isRestarted(act, workload)) {
    // Once, also when the attempt is taken up again.
    const key = `${context.runId}/${context.stepId}/${context.attempt}`;
    await cluster.restart({ ...workload, key }, signal);
    await context.say({ lines: [`${name}: its replicas are replaced`] });
    return undefined;
  }
  const replicas = await cluster.scale(workload, goalOf(act), signal);
  await context.say({ lines: [`${name}: ${replicas} replicas are wanted`] });
  return replicas;
}

async function reportRollout(
  workload: Workload,
  { context, seen, lines }: ClusterAct,
): Promise<void> {
  const { wanted, ready, updated, problems } = workload;
  const came = `${ready} of ${wanted} replicas are ready, ${updated} new`;
  const message = [`${nameWorkload(workload)}: ${came}`, ...problems].join(
    '; ',
  );
  seen.set(nameWorkload(workload), message);
  const percent = wanted > 0 ? Math.min(100, (ready / wanted) * 100) : 100;
  await context.say({
    ...(lines.isDue() && { lines: [message] }),
    progress: { percent: Math.round(percent), message },
  });
}
