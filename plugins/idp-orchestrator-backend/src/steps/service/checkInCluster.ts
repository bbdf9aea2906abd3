import type { Cluster, PodGroup, ServiceControl, Workload } from '../../ports';
import { rightsForWorkload } from '../kubernetes/rightsFor';
import type { OperatedService } from './OperatedService';
import type { Act } from './describeAct';

export type InCluster = OperatedService & {
  control: Extract<ServiceControl, { kind: 'kubernetes' }>;
};

/** The workloads that an act changes, and those at zero that it leaves alone; or why it is refused. */
export type Checked =
  { workloads: Workload[]; heldAtZero: Workload[] } | { refusal: string };

interface Checking {
  cluster: Pick<
    Cluster,
    'requireRights' | 'findWorkloads' | 'scale' | 'restart'
  >;
  signal: AbortSignal;
  /** True when a cluster that is away is not waited for. */
  onlyPlans?: boolean;
}

/**
 * Finds the workloads of a service, and asks the cluster about each whether the
 * act would be accepted: before the first is changed, so that none is left half
 * done.
 */
export async function checkInCluster(
  { environment, control }: InCluster,
  act: Act,
  { cluster, signal, onlyPlans = false }: Checking,
): Promise<Checked> {
  const { namespaces, selector } = control;
  const target = { environment, namespaces, selector, isPatient: !onlyPlans };
  const found = await cluster.findWorkloads(target, signal);
  if (found.length === 0) {
    return {
      refusal: `no workload with ${selector} is in ${namespaces.join(', ')}. Install it, or correct its namespaces and selector`,
    };
  }
  const foreign = found.filter(isForeign);
  if (foreign.length > 0) {
    const names = foreign.map(nameWorkload).join(', ');
    return {
      refusal: `its pods are run by ${names}, which cannot be scaled or restarted from here. Do it where that is managed, or by a script`,
    };
  }
  const { workloads, heldAtZero } = choose(found.filter(isOwn), act);
  const missing = await findMissingRights(workloads, environment, {
    cluster,
    signal,
  });
  if (missing) return { refusal: `nothing was changed: ${missing}` };
  const refusals = new Set<string>();
  for (const workload of workloads) {
    const refusal = await findRefusal({ ...workload, environment }, act, {
      cluster,
      signal,
    });
    if (refusal) refusals.add(refusal);
  }
  return refusals.size > 0
    ? { refusal: `nothing was changed: ${[...refusals].join('; ')}` }
    : { workloads, heldAtZero };
}

/** Chooses what an act is about: a restart leaves alone what is held at zero, unless all is. */
function choose(found: Workload[], act: Act) {
  const running = found.filter(one => one.wanted > 0);
  if (act !== 'restart' || running.length === 0) {
    return { workloads: found, heldAtZero: [] };
  }
  const heldAtZero = found.filter(
    one => one.wanted === 0 && one.kind !== 'DaemonSet',
  );
  return { workloads: running, heldAtZero };
}

/** Describes the rights that are missing for all of the workloads, if any are. */
async function findMissingRights(
  workloads: Workload[],
  environment: string,
  { cluster, signal }: Checking,
): Promise<string | undefined> {
  const needs = workloads.flatMap(one =>
    rightsForWorkload(one, { isChanged: true, isFollowed: true }),
  );
  try {
    await cluster.requireRights(environment, needs, signal);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'NotAllowedError') throw error;
    return message;
  }
}

async function findRefusal(
  workload: Workload & { environment: string },
  act: Act,
  { cluster, signal }: Checking,
): Promise<string | undefined> {
  const trial = { ...workload, dryRun: true };
  try {
    if (isRestarted(act, workload)) await cluster.restart(trial, signal);
    else await cluster.scale(trial, goalOf(act), signal);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    // That the cluster is away is found again, and waited for, by the act.
    if (signal.aborted || name === 'ServiceUnavailableError') throw error;
    return message;
  }
}

/** Tells whether an act replaces the pods of a workload; one at zero has none. */
export function isRestarted(act: Act, { wanted }: Workload): boolean {
  return act === 'restart' && wanted > 0;
}

export function goalOf(act: Act): 'start' | 'stop' {
  return act === 'stop' ? 'stop' : 'start';
}

export function nameWorkload({
  kind,
  namespace,
  name,
}: Pick<Workload | PodGroup, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

function isForeign(found: Workload | PodGroup): found is PodGroup {
  return 'isForeign' in found;
}

function isOwn(found: Workload | PodGroup): found is Workload {
  return !isForeign(found);
}
