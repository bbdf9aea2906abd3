import type { ManagedFields } from '../watch/ClusterObject';
import type { WorkloadObject } from './WorkloadObject';

/** Known managers of fields by the product that they belong to, and how it is told to let go. */
const PRODUCTS = [
  {
    manager: /^argocd/,
    name: 'Argo CD',
    advice:
      'Turn off self-heal of its Application for the time, or let it ignore /spec/replicas (ignoreDifferences)',
  },
  {
    manager: /^(helm|kustomize)-controller$/,
    name: 'Flux',
    advice: 'Suspend its reconciliation for the time (flux suspend)',
  },
  {
    manager: /^keda/,
    name: 'KEDA',
    advice:
      'Pause its ScaledObject (annotation autoscaling.keda.sh/paused-replicas)',
  },
];

/** Describes who has set the replicas of a workload last, and what to do about it. */
export function describeReplicasManager({ metadata, spec }: WorkloadObject): {
  who: string;
  advice: string;
} {
  const [last] = (metadata.managedFields ?? [])
    .filter(managesReplicas)
    .sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''));
  const manager = last?.manager;
  const product = PRODUCTS.find(one => manager && one.manager.test(manager));
  if (product) {
    return { who: `${product.name} (${manager})`, advice: product.advice };
  }
  return {
    who: manager ?? 'somebody else',
    advice: `Change the number there, ${spec.replicas ?? 1} at present`,
  };
}

function managesReplicas({ fieldsV1 }: ManagedFields): boolean {
  const spec = fieldsV1?.['f:spec'];
  return typeof spec === 'object' && spec !== null && 'f:replicas' in spec;
}
