import type {
  Cluster,
  ClusterObjectRef,
  FieldGoal,
  Workload,
  WorkloadRef,
} from '../../ports';
import { RolloutLines } from '../RolloutLines';
import { isWorkload, type KubernetesInput } from './kubernetesInput';

/** The parts that one attempt acts with. */
export interface Acting {
  cluster: Cluster;
  environment: string;
  signal: AbortSignal;
  /** A key that is the same whenever the attempt is taken up again. */
  key: string;
  /** Tells where it is; as progress only, and not in the log, when `isWritten` is false. */
  say(line: string, percent?: number, isWritten?: boolean): Promise<void>;
}

/** Does what a step is asked to do; returns its output. */
export async function actOnCluster(
  input: KubernetesInput,
  acting: Acting,
): Promise<object> {
  switch (input.action) {
    case 'apply':
      return apply(input, acting);
    case 'wait':
      return wait(input, acting);
    case 'scale':
      return scale(input, acting);
    case 'restart':
      return restart(input, acting);
    case 'delete':
      return remove(input, acting);
  }
}

async function apply(
  { manifest = '', force }: KubernetesInput,
  { cluster, environment, signal, say }: Acting,
): Promise<object> {
  const request = { environment, yaml: manifest, force, dryRun: false };
  const objects = await cluster.apply(request, signal);
  for (const object of objects) {
    await say(`${nameObject(object)} ${object.change}`);
  }
  return { objects };
}

async function wait(input: KubernetesInput, acting: Acting): Promise<object> {
  const { cluster, environment, signal, say } = acting;
  if (input.for !== undefined) {
    const at = { ...toObject(input), environment, ...input.for };
    await cluster.waitForField(at, { changed: say, signal });
    await say(`${nameObject(at)} ${describeField(input.for)}`);
    return {};
  }
  if (input.condition === undefined) {
    return followRollout(toWorkload(input), acting);
  }
  const at = { ...toObject(input), environment, condition: input.condition };
  await cluster.waitForCondition(at, { changed: say, signal });
  await say(`${nameObject(at)} is ${input.condition}`);
  return {};
}

/** Says what a field is waited for to be, after the name of its object. */
export function describeField({ jsonpath, value }: FieldGoal): string {
  const what = value === undefined ? 'something' : String(value);
  return `has ${what} at ${jsonpath}`;
}

async function scale(input: KubernetesInput, acting: Acting): Promise<object> {
  const { cluster, environment, signal, say } = acting;
  const at = toWorkload(input);
  const replicas = await cluster.scale(
    { ...at, environment },
    input.replicas ?? 'start',
    signal,
  );
  await say(`${nameObject(at)} is to have ${countReplicas(replicas)}`);
  return input.wait ? followRollout({ ...at, replicas }, acting) : { replicas };
}

async function restart(
  input: KubernetesInput,
  acting: Acting,
): Promise<object> {
  const { cluster, environment, signal, say, key } = acting;
  const at = toWorkload(input);
  await cluster.restart({ ...at, environment, key }, signal);
  await say(`${nameObject(at)} is to replace its pods`);
  return input.wait ? followRollout(at, acting) : {};
}

async function remove(input: KubernetesInput, acting: Acting): Promise<object> {
  const { cluster, environment, signal, say } = acting;
  const at = { ...toObject(input), environment };
  const { propagation } = input;
  const deleted = await cluster.delete(
    { ...at, propagation, dryRun: false },
    signal,
  );
  await say(`${nameObject(at)} ${deleted ? 'is deleted' : 'was not there'}`);
  if (input.wait && deleted) {
    await cluster.waitUntilGone(at, { changed: say, signal });
  }
  return { deleted };
}

async function followRollout(
  at: WorkloadRef & { replicas?: number },
  { cluster, environment, signal, say }: Acting,
): Promise<object> {
  const lines = new RolloutLines();
  const workload = await cluster.waitForRollout(
    { ...at, environment },
    {
      signal,
      changed: seen =>
        say(describeWorkload(seen), progressOf(seen), lines.isDue()),
    },
  );
  await say(describeWorkload(workload), 100);
  return { workload };
}

function describeWorkload(workload: Workload): string {
  const { wanted, ready, updated, problems } = workload;
  const counts =
    wanted === 0
      ? 'none wanted'
      : `${updated} of ${wanted} updated, ${ready} ready`;
  return [`${nameObject(workload)}: ${counts}`, ...problems].join('. ');
}

function progressOf({ wanted, ready, updated }: Workload): number {
  return wanted === 0
    ? 0
    : Math.min(99, Math.floor((50 * (ready + updated)) / wanted));
}

/** Makes the reference of the object that an input names. */
export function toObject(input: KubernetesInput): ClusterObjectRef {
  const { kind = '', namespace, name = '' } = input;
  const apiVersion = input.apiVersion ?? 'apps/v1';
  return { apiVersion, kind, ...(namespace && { namespace }), name };
}

/** @throws when the input, which its schema has checked, names no workload */
export function toWorkload(input: KubernetesInput): WorkloadRef {
  const { kind, namespace = '', name = '' } = input;
  if (!isWorkload(kind)) throw new Error(`${kind} is no workload`);
  return { kind, namespace, name };
}

/** Names an object, for example `Deployment shop/web`. */
export function nameObject({
  kind,
  namespace,
  name,
}: Pick<ClusterObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

export function countReplicas(replicas: number): string {
  return replicas === 1 ? '1 replica' : `${replicas} replicas`;
}
