import type { ServiceControl } from '../ports';
import type { Probe, ServiceDefinition } from './ServiceDefinition';

/** How a script starts and stops a service. */
export type ScriptControl = Omit<
  Extract<ServiceControl, { kind: 'script' }>,
  'kind'
>;

/**
 * What one source says of a service: configuration, the catalog, or what is
 * known of it by its name. Fields that are absent are left to other sources.
 */
export interface ServiceFields extends Partial<
  Pick<
    ServiceDefinition,
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
  /** Only there; in every environment when absent. */
  environments?: string[];
  control?: ServiceControl['kind'];
  script?: ScriptControl;
  namespaces?: string[];
  selector?: string;
  /** Short for one probe by HTTP. */
  healthPath?: string;
  probes?: Probe[];
}

/** Names become part of the ids of steps. */
export const SERVICE_NAME = /^[a-z][a-z0-9-]{0,49}$/;
