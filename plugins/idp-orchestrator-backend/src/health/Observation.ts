import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../platform';
import type { Sight } from './probes';

/**
 * A service as it was seen alone; what it waits for follows from the others.
 */
export interface Observation {
  service: ServiceDefinition;
  health: ServiceHealth;
  next?: Sight['next'];
}
