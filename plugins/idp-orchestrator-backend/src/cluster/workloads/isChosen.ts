import type { Cluster, ManifestRef, WorkloadTarget } from '../../ports';
import { matchLabels } from '../watch/shared/matchLabels';
import { WORKLOAD_KINDS } from './WorkloadObject';

interface Looks {
  /** Names the namespace of objects that name none. */
  defaultNamespace(): Promise<string>;
  /** Finds the workloads that are chosen now. */
  find(): ReturnType<Cluster['findWorkloads']>;
}

/**
 * Tells whether a service's namespaces and selector choose an object: by the
 * labels that a manifest gives it, or as it is in the cluster now. The cluster
 * is asked only where the namespace is one of the service.
 */
export async function isChosen(
  { apiVersion, kind, namespace, name, labels }: ManifestRef,
  { namespaces, selector }: Pick<WorkloadTarget, 'namespaces' | 'selector'>,
  { defaultNamespace, find }: Looks,
): Promise<boolean> {
  const isWorkload = WORKLOAD_KINDS.some(known => known === kind);
  if (!isWorkload || apiVersion !== 'apps/v1') return false;
  const place = namespace ?? (await defaultNamespace());
  if (!namespaces.includes(place)) return false;
  if (labels && matchLabels(selector)(labels)) return true;
  const found = await find();
  return found.some(
    one => one.kind === kind && one.namespace === place && one.name === name,
  );
}
