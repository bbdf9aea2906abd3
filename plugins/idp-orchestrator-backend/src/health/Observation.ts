import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../platform';
import type { MonotonicTime } from '../ports';
import type { Sight } from './probes';

/**
 * A service as it was seen alone; what it waits for follows from the others.
 */
export interface Observation {
  service: ServiceDefinition;
  health: ServiceHealth;
  next?: Sight['next'];
  /** When it was asked; unknown when absent. */
  askedAt?: MonotonicTime;
}
