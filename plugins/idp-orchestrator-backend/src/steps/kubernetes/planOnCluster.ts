import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { AppliedObject, Cluster } from '../../ports';
import {
  countReplicas,
  describeField,
  nameObject,
  toObject,
  toWorkload,
} from './actOnCluster';
import type { KubernetesInput } from './kubernetesInput';
import { rightsFor } from './rightsFor';

/** A cluster that has not said what it would do within this time (ms) is not waited for. */
const ANSWER_LIMIT_MS = 30_000;

interface Planning {
  cluster: Cluster;
  environment: string;
  /** True when the cluster may be asked, by requests that it does everything for but the change. */
  ask?: boolean;
}

/**
 * Plans what a step would do. A cluster that refuses it says so in the text,
 * since the plan is there to show it; one that does not answer leaves it
 * unknown.
 */
export async function planOnCluster(
  input: KubernetesInput,
  { cluster, environment, ask }: Planning,
): Promise<StepEffect> {
  const would = `Would ${describe(input, cluster)}.`;
  const absent = cluster.unavailableReason(environment);
  if (absent) return { effect: 'unknown', text: `${would} ${absent}` };
  if (!ask) return { effect: 'known', text: would };
  try {
    const text = await askCluster(input, { cluster, environment });
    return { effect: 'known', text: text ?? would };
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'ServiceUnavailableError'
      ? { effect: 'unknown', text: `${would} ${message}` }
      : { effect: 'known', text: `${would} It would be refused: ${message}` };
  }
}

/** @throws InputError for a manifest that is not usable */
function describe(input: KubernetesInput, cluster: Cluster): string {
  switch (input.action) {
    case 'apply': {
      const objects = cluster.readManifest(input.manifest ?? '');
      return `apply ${objects.map(nameObject).join(', ')}`;
    }
    case 'wait': {
      const goal = input.for
        ? describeField(input.for)
        : `is ${input.condition ?? 'rolled out'}`;
      return `wait until ${nameObject(toObject(input))} ${goal}`;
    }
    case 'scale':
      return `scale ${nameObject(toWorkload(input))}: ${input.replicas}`;
    case 'restart':
      return `replace the pods of ${nameObject(toWorkload(input))}, one after the other`;
    case 'delete':
      return `delete ${nameObject(toObject(input))}`;
  }
}

async function askCluster(
  input: KubernetesInput,
  { cluster, environment }: Planning,
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  const where = { environment, dryRun: true };
  await cluster.requireRights(environment, rightsFor(input, cluster), signal);
  switch (input.action) {
    case 'apply': {
      const { manifest = '', force } = input;
      const request = { ...where, yaml: manifest, force };
      return describeChanges(await cluster.apply(request, signal));
    }
    case 'scale': {
      const at = toWorkload(input);
      const goal = input.replicas ?? 'start';
      const count = await cluster.scale({ ...at, ...where }, goal, signal);
      return `Would scale ${nameObject(at)} to ${countReplicas(count)}.`;
    }
    case 'restart':
      await cluster.restart({ ...toWorkload(input), ...where }, signal);
      return undefined;
    case 'delete': {
      const at = toObject(input);
      const { propagation } = input;
      const request = { ...at, ...where, propagation };
      return (await cluster.delete(request, signal))
        ? undefined
        : `${nameObject(at)} is not there: nothing to delete.`;
    }
    case 'wait':
      return undefined;
  }
}

const VERBS = {
  created: 'create',
  changed: 'change',
  unchanged: 'leave as it is',
} as const satisfies Record<AppliedObject['change'], string>;

function describeChanges(objects: AppliedObject[]): string {
  const changes = objects.map(
    object => `${VERBS[object.change]} ${nameObject(object)}`,
  );
  return `Would ${changes.join(', ')}.`;
}
