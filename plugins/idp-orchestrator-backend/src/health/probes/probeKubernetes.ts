import type { Probe, ServiceDefinition } from '../../platform';
import type { Clock, Cluster, PodGroup, Workload } from '../../ports';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type KubernetesProbe = Extract<Probe, { kind: 'kubernetes' }>;
type Found = Workload | PodGroup;
type Judged = Pick<Sight, 'status' | 'score' | 'text' | 'next' | 'isThere'>;

/** Looks at the service's workloads: ready replicas of those that are wanted. */
export async function probeKubernetes(
  service: ServiceDefinition,
  probe: KubernetesProbe,
  {
    cluster,
    clock,
  }: {
    cluster: Pick<
      Cluster,
      'unavailableReason' | 'pendingReason' | 'findWorkloads'
    >;
    clock: Clock;
  },
): Promise<Sight> {
  const { kind, timeoutMs: limitMs } = probe;
  const unknown = (text: string): Sight => ({ kind, status: 'unknown', text });
  const { environment, control } = service;
  if (control.kind !== 'kubernetes') {
    return unknown('no namespaces and selector of its workload are configured');
  }
  const absent = cluster.unavailableReason(environment);
  if (absent) return unknown(absent);
  const { namespaces, selector } = control;
  return withinLimit(
    { clock, limitMs },
    async signal => {
      try {
        const at = { environment, namespaces, selector };
        const target = { ...at, isShared: true };
        const workloads = await cluster.findWorkloads(target, signal);
        if (workloads.length === 0) return missing(kind, control);
        return tell(kind, workloads);
      } catch (error) {
        return unknown(
          `the cluster cannot be asked: ${(error as Error).message}`,
        );
      }
    },
    () =>
      unknown(
        cluster.pendingReason(environment) ??
          `the cluster gives no answer within ${limitMs} ms`,
      ),
  );
}

function missing(
  kind: 'kubernetes',
  { namespaces, selector }: { namespaces: string[]; selector: string },
): Sight {
  return {
    kind,
    status: 'down',
    score: 0,
    isThere: false,
    text: `no workload with ${selector} is in ${namespaces.join(', ')}`,
    next: { text: 'Install it, or correct its namespaces and selector.' },
  };
}

function tell(kind: 'kubernetes', workloads: Found[]): Sight {
  const ready = sum(workloads, workload => workload.ready);
  const wanted = sum(workloads, workload => workload.wanted);
  // The one that people should look at.
  const [worst] = [...workloads].sort((a, b) => lack(b) - lack(a));
  const { kind: type, namespace, name, version } = worst;
  return {
    kind,
    ...judge(workloads, { ready, wanted }),
    replicas: { ready, wanted },
    workload: { kind: type, namespace, name },
    ...(version && { version }),
  };
}

function sum(found: Found[], count: (workload: Found) => number): number {
  return found.reduce((total, workload) => total + count(workload), 0);
}

function lack({ wanted, ready, problems }: Found): number {
  return wanted - ready + problems.length;
}

function judge(
  found: Found[],
  { ready, wanted }: { ready: number; wanted: number },
): Judged {
  if (wanted === 0) {
    const text = 'scaled to zero replicas';
    return { status: 'down', score: 0, text, isThere: ready > 0 };
  }
  const held = found.filter(isAtZero);
  const problems = [...new Set(found.flatMap(each => each.problems))];
  const text = [
    `${ready} of ${wanted} replicas are ready`,
    ...held.map(describeHeld),
    ...problems,
  ].join('; ');
  const next = advise(found, { held, problems });
  if (ready === 0) return { status: 'down', score: 0, text, next };
  const all = wanted + sum(held, keptOf);
  const score = Math.round((Math.min(ready, wanted) / all) * 100);
  const isWell = found.every(each => each.ready >= each.wanted);
  if (isWell && problems.length === 0 && held.length === 0)
    return { status: 'healthy', score, text };
  // All are ready, and something is wrong nevertheless: most often those that
  // should replace them cannot start.
  return { status: 'degraded', score: Math.min(score, 75), text, next };
}

/** Tells whether a part of a service is scaled to zero; a DaemonSet has as many as nodes want it. */
function isAtZero(found: Found): boolean {
  return found.wanted === 0 && found.kind !== 'DaemonSet';
}

function keptOf(found: Found): number {
  return ('kept' in found && found.kept) || 1;
}

function describeHeld(found: Found): string {
  const { kind, namespace, name } = found;
  const had =
    'kept' in found && found.kept ? `, it had ${found.kept} before` : '';
  return `${kind} ${namespace}/${name} is scaled to zero${had}`;
}

function advise(
  found: Found[],
  { held, problems }: { held: Found[]; problems: string[] },
): Sight['next'] {
  const foreign = found.find(one => 'isForeign' in one);
  if (foreign) {
    const { kind, namespace, name } = foreign;
    return {
      text: `Look at ${kind} ${namespace}/${name}, which runs these pods.`,
    };
  }
  if (held.length > 0 && problems.length === 0) {
    return { text: 'Start it, which scales it back.', operation: 'start' };
  }
  return {
    text: problems.length > 0 ? 'Mend that, then restart it.' : 'Restart it.',
    operation: 'restart',
  };
}
