import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Probe } from '../../platform';

/** The result of one probe of a service. */
export interface Sight extends Pick<
  ServiceHealth,
  'replicas' | 'workload' | 'version'
> {
  kind: Probe['kind'];
  /** The status; `unknown` when the service could not be asked, which says nothing of it. */
  status: ServiceHealth['status'];
  /** The score from 0 to 100; absent when unknown. */
  score?: number;
  text: string;
  latencyMs?: number;
  /** True when the service's URL gave an answer that can be trusted. */
  answered?: boolean;
  /** False when nothing is there at all, neither a listener nor a replica. */
  isThere?: boolean;
  /** The advice for where a start (when down) or a restart is not all. */
  next?: { text: string; operation?: 'start' | 'restart' };
}
