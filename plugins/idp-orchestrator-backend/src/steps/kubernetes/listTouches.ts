import type { SaidTouch } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Cluster, ManifestRef, ServiceControl } from '../../ports';
import { nameObject, toObject } from './actOnCluster';
import type { KubernetesInput } from './kubernetesInput';

/** The services that a step may change, as far as it has to know them. */
export interface ClusterServices {
  list(
    environment: string,
  ): Promise<Array<{ name: string; control: ServiceControl }>>;
}

interface Touching {
  cluster: Pick<Cluster, 'readManifest' | 'isChosen'>;
  services: ClusterServices;
  environment: string;
  signal: AbortSignal;
}

/**
 * Finds which services of the environment a step is about to change: those of
 * which it changes a workload. What cannot be looked at is told of no service,
 * since that is no reason not to do what was asked for.
 */
export async function listTouches(
  input: KubernetesInput,
  { cluster, services, environment, signal }: Touching,
): Promise<SaidTouch[]> {
  const objects = listChanged(input, cluster);
  if (objects.length === 0) return [];
  const touches: SaidTouch[] = [];
  for (const { name, control } of await services.list(environment)) {
    if (control.kind !== 'kubernetes') continue;
    const { namespaces, selector } = control;
    const target = { environment, namespaces, selector };
    const own: ManifestRef[] = [];
    for (const object of objects) {
      const isOwn = await cluster
        .isChosen(object, target, signal)
        .catch(() => false);
      signal.throwIfAborted();
      if (isOwn) own.push(object);
    }
    if (own.length > 0) touches.push(toTouch(name, input, own));
  }
  return touches;
}

function listChanged(
  input: KubernetesInput,
  cluster: Pick<Cluster, 'readManifest'>,
): ManifestRef[] {
  switch (input.action) {
    case 'wait':
      return [];
    case 'apply':
      return cluster.readManifest(input.manifest ?? '');
    default:
      return [toObject(input)];
  }
}

function toTouch(
  service: string,
  { action, replicas }: KubernetesInput,
  own: ManifestRef[],
): SaidTouch {
  const objects = own.map(nameObject).join(', ');
  if (action !== 'scale') return { service, what: `${action} ${objects}` };
  const touch = { service, what: `scale ${objects}: ${replicas}` };
  // A service of which one part is scaled to zero is not meant to be stopped.
  return replicas === 0 || replicas === 'stop'
    ? touch
    : { ...touch, wanted: 'running' };
}
