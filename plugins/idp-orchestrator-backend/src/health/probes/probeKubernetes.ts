import type { Probe, ServiceDefinition } from '../../platform';
import type { Clock, Cluster, Workload } from '../../ports';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type KubernetesProbe = Extract<Probe, { kind: 'kubernetes' }>;
type Judged = Pick<Sight, 'status' | 'score' | 'text' | 'next' | 'isThere'>;

/** Looks at the service's workloads: ready replicas of those that are wanted. */
export async function probeKubernetes(
  service: ServiceDefinition,
  probe: KubernetesProbe,
  {
    cluster,
    clock,
  }: {
    cluster: Pick<Cluster, 'unavailableReason' | 'findWorkloads'>;
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
        const target = { environment, namespaces, selector };
        const workloads = await cluster.findWorkloads(target, signal);
        if (workloads.length === 0) return missing(kind, control);
        return tell(kind, workloads);
      } catch (error) {
        return unknown(
          `the cluster cannot be asked: ${(error as Error).message}`,
        );
      }
    },
    () => unknown(`the cluster gives no answer within ${limitMs} ms`),
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

function tell(kind: 'kubernetes', workloads: Workload[]): Sight {
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

function sum(
  workloads: Workload[],
  count: (workload: Workload) => number,
): number {
  return workloads.reduce((total, workload) => total + count(workload), 0);
}

function lack({ wanted, ready, problems }: Workload): number {
  return wanted - ready + problems.length;
}

function judge(
  workloads: Workload[],
  { ready, wanted }: { ready: number; wanted: number },
): Judged {
  if (wanted === 0) {
    const text = 'scaled to zero replicas';
    return { status: 'down', score: 0, text, isThere: ready > 0 };
  }
  const problems = [...new Set(workloads.flatMap(each => each.problems))];
  const text = [`${ready} of ${wanted} replicas are ready`, ...problems].join(
    '; ',
  );
  const next: Sight['next'] = {
    text: problems.length > 0 ? 'Mend that, then restart it.' : 'Restart it.',
    operation: 'restart',
  };
  if (ready === 0) return { status: 'down', score: 0, text, next };
  const score = Math.round((Math.min(ready, wanted) / wanted) * 100);
  const isWell = workloads.every(each => each.ready >= each.wanted);
  if (isWell && problems.length === 0)
    return { status: 'healthy', score, text };
  // All are ready, and something is wrong nevertheless: most often those that
  // should replace them cannot start.
  return { status: 'degraded', score: Math.min(score, 75), text, next };
}
