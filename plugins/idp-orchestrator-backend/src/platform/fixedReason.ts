import type { Cluster, ServiceDefinition } from '../ports';

/** Says why a service cannot be started or stopped; undefined when it can. */
export function fixedReason(
  {
    control,
    environment,
    circle,
  }: Pick<ServiceDefinition, 'control' | 'environment' | 'circle'>,
  cluster: Pick<Cluster, 'unavailableReason'>,
): string | undefined {
  if (circle) {
    return `it needs itself in a circle: ${circle.join(' → ')}. Take one of these out of dependsOn`;
  }
  switch (control.kind) {
    case 'none':
      return (
        control.because ??
        'nothing says how it is controlled. Give it a control in idpOrchestrator.services, or annotate its entity with a script whose actions the script catalog marks by controls'
      );
    case 'kubernetes':
      return cluster.unavailableReason(environment);
    default:
      return undefined;
  }
}
