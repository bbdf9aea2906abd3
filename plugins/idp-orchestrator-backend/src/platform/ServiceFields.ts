import type { Probe, ServiceControl, ServiceDefinition } from '../ports';

/** A control by a script, which starts and stops the service. */
export type ScriptControl = Omit<
  Extract<ServiceControl, { kind: 'script' }>,
  'kind'
>;

/**
 * The fields that one source gives of a service: configuration, the catalog, or
 * what is known of it by its name. Fields that are absent are left to other
 * sources.
 */
export interface ServiceFields extends Partial<
  Pick<
    ServiceDefinition,
    | 'aliases'
    | 'title'
    | 'description'
    | 'url'
    | 'critical'
    | 'dependsOn'
    | 'owner'
    | 'settleMs'
    | 'entityRef'
  >
> {
  name: string;
  /** The environments that it is in; all when absent. */
  environments?: string[];
  control?: ServiceControl['kind'];
  script?: ScriptControl;
  namespaces?: string[];
  selector?: string;
  /** A path, which is short for one probe by HTTP. */
  healthPath?: string;
  probes?: Probe[];
  /** Why it cannot be controlled as was wanted. */
  uncontrolledBecause?: string;
}

/** The form of a service's name, which becomes part of the ids of steps. */
export const SERVICE_NAME = /^[a-z][a-z0-9-]{0,49}$/;
