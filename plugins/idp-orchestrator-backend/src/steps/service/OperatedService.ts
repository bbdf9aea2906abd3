import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  Clock,
  Cluster,
  ScriptBridge,
  ScriptCatalog,
  ServiceControl,
  ServiceInventory,
} from '../../ports';

/** The part of a service that a step has to know to operate it. */
export interface OperatedService {
  name: string;
  title: string;
  environment: string;
  control: ServiceControl;
  /** It may take so long (ms) to be well, or gone. */
  settleMs?: number;
  /** The probes, of which only the number matters here. */
  probes: unknown[];
}

export interface ServiceStepOptions {
  list(environment: string): Promise<OperatedService[]>;
  /**
   * Tells how services are: anew, or as it was seen a moment ago; of those in
   * `inventory` where a plan has looked at them. With what is wanted of them
   * when `wanted` is true, which takes the database.
   */
  look(
    environment: string,
    services: string[],
    options: {
      refresh: boolean;
      wanted?: boolean;
      inventory?: ServiceInventory;
    },
  ): Promise<ServiceHealth[]>;
  /** Says why a service cannot be started or stopped; undefined when it can. */
  fixedReason(service: OperatedService): string | undefined;
  bridge: Pick<ScriptBridge, 'plan' | 'run' | 'isFoundAnywhere'>;
  scripts: ScriptCatalog;
  cluster: Pick<
    Cluster,
    'requireRights' | 'findWorkloads' | 'scale' | 'restart' | 'waitForRollout'
  >;
  clock: Clock;
}

/** A service in the words of the output that callers know. */
export interface ServiceTold {
  status: 'running' | 'stopped' | 'unknown';
  health: ServiceHealth['status'];
  url?: string;
  replicas?: { ready: number; wanted: number };
  reason?: string;
}

export function toService(health: ServiceHealth): ServiceTold {
  const { url, replicas, reason } = health;
  return {
    status: statusOf(health),
    health: health.status,
    ...(url && { url }),
    ...(replicas && { replicas }),
    ...(reason && { reason }),
  };
}

/** Tells the status of a service. What is hung, or cannot come up, is there: only what is gone is stopped. */
function statusOf(health: ServiceHealth): ServiceTold['status'] {
  if (health.status === 'unknown') return 'unknown';
  return isGone(health) ? 'stopped' : 'running';
}

/** Tells whether nothing of a service is left: no replica is wanted, or nothing listens where it would. */
export function isGone({ status, replicas, probes = [] }: ServiceHealth) {
  if (replicas) return replicas.wanted === 0 && replicas.ready === 0;
  return (
    status === 'down' &&
    probes.length > 0 &&
    probes.every(({ isThere }) => isThere === false)
  );
}

export function describeHealth({ status, reason }: ServiceHealth): string {
  return reason ? `${status} (${reason})` : status;
}
