import type { Cluster, ServiceDefinition } from '../ports';

/** Says why a service cannot be started or stopped; undefined when it can. */
export function fixedReason(
  { control, environment }: Pick<ServiceDefinition, 'control' | 'environment'>,
  cluster: Pick<Cluster, 'unavailableReason'>,
): string | undefined {
  switch (control.kind) {
    case 'none':
      return 'nothing says how it is controlled. Give it a control in idpOrchestrator.services, or an annotation in the catalog';
    case 'kubernetes':
      return cluster.unavailableReason(environment);
    default:
      return undefined;
  }
}
