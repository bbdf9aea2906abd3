import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Probe } from '../../platform';

/** What one probe saw of a service. */
export interface Sight extends Pick<
  ServiceHealth,
  'replicas' | 'workload' | 'version'
> {
  kind: Probe['kind'];
  /** `unknown` when the service could not be asked, which says nothing of it. */
  status: ServiceHealth['status'];
  /** 0–100; absent when unknown. */
  score?: number;
  text: string;
  latencyMs?: number;
  /** The service's URL gave an answer that can be trusted. */
  answered?: boolean;
  /** False: nothing is there at all, neither a listener nor a replica. */
  isThere?: boolean;
  /** What to do about it, where a start (when down) or a restart is not all. */
  next?: { text: string; operation?: 'start' | 'restart' };
}
