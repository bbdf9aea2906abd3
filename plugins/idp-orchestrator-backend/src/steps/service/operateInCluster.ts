import type { EngineStepContext } from '../../engine/EngineStepContext';
import type { ServiceControl, Workload } from '../../ports';
import type { OperatedService, ServiceStepOptions } from './OperatedService';
import type { Operated } from './Operated';

type InCluster = OperatedService & {
  control: Extract<ServiceControl, { kind: 'kubernetes' }>;
};

/** An act on a service of a cluster, and who is told of it. */
interface ClusterAct {
  act: 'start' | 'stop' | 'restart';
  context: EngineStepContext;
  signal: AbortSignal;
}

/**
 * Scales or restarts the workloads of a service, and watches until they are
 * rolled out, at most for `limitMs`.
 *
 * @throws the signal's reason when the attempt is handed over
 */
export async function operateInCluster(
  service: InCluster,
  { limitMs, ...act }: Omit<ClusterAct, 'signal'> & { limitMs: number },
  options: Pick<ServiceStepOptions, 'cluster' | 'clock'>,
): Promise<Operated> {
  const { signal: ended } = act.context;
  const late = new AbortController();
  const over = new AbortController();
  const alarm = options.clock.sleep(limitMs, over.signal).then(() => {
    if (!over.signal.aborted) late.abort('late');
  });
  try {
    const signal = AbortSignal.any([ended, late.signal]);
    return await actOn(service, { ...act, signal }, options);
  } catch (error) {
    if (ended.aborted && ended.reason !== 'cancel') throw ended.reason;
    const { message } = error as Error;
    if (ended.aborted) return { result: 'cancelled', error: { message } };
    return late.signal.aborted
      ? {
          result: 'timed-out',
          error: { message: `not rolled out within ${limitMs / 1_000} s` },
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
  options: Pick<ServiceStepOptions, 'cluster'>,
): Promise<Operated> {
  const { environment, control } = service;
  const { namespaces, selector } = control;
  const target = { environment, namespaces, selector };
  const workloads = await options.cluster.findWorkloads(target, act.signal);
  if (workloads.length === 0) {
    const message = `no workload with ${selector} is in ${namespaces.join(', ')}. Install it, or correct its namespaces and selector`;
    return { result: 'failed', error: { message }, untouched: true };
  }
  for (const workload of workloads) {
    await change({ ...workload, environment }, act, options);
  }
  await Promise.all(
    workloads.map(workload =>
      options.cluster.waitForRollout(
        { ...workload, environment },
        {
          changed: now => tellRollout(now, act.context),
          signal: act.signal,
        },
      ),
    ),
  );
  return { result: 'done' };
}

async function change(
  workload: Workload & { environment: string },
  { act, context, signal }: ClusterAct,
  { cluster }: Pick<ServiceStepOptions, 'cluster'>,
): Promise<void> {
  const name = nameOf(workload);
  // What is at zero has nothing that could be restarted.
  if (act === 'restart' && workload.wanted > 0) {
    // Once, also when the attempt is taken up again.
    const key = `${context.runId}/${context.stepId}/${context.attempt}`;
    await cluster.restart({ ...workload, key }, signal);
    await context.say({ lines: [`${name}: its replicas are replaced`] });
    return;
  }
  const to = act === 'stop' ? 'stop' : 'start';
  const replicas = await cluster.scale(workload, to, signal);
  await context.say({ lines: [`${name}: ${replicas} replicas are wanted`] });
}

async function tellRollout(
  workload: Workload,
  context: EngineStepContext,
): Promise<void> {
  const { wanted, ready, updated, problems } = workload;
  const came = `${ready} of ${wanted} replicas are ready, ${updated} new`;
  const message = [`${nameOf(workload)}: ${came}`, ...problems].join('; ');
  const percent = wanted > 0 ? Math.min(100, (ready / wanted) * 100) : 100;
  await context.say({
    lines: [message],
    progress: { percent: Math.round(percent), message },
  });
}

function nameOf({ kind, namespace, name }: Workload): string {
  return `${kind} ${namespace}/${name}`;
}
