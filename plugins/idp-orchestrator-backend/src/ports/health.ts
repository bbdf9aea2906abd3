import type {
  PlatformHealth,
  ServiceHealth,
  ServiceHistory,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Whether the orchestrator's own database is there. */
export interface DatabaseSight {
  /** Undefined when it is; takes no longer than a probe may. */
  unavailableReason(): Promise<string | undefined>;
}

/** How a service was seen, and what is told of it with a change. */
export interface SeenHealth extends Pick<
  ServiceHealth,
  'status' | 'score' | 'reason' | 'title' | 'critical'
> {
  service: string;
  /** Entity reference. */
  owner?: string;
}

/** A service was seen in another state than the time before. */
export interface HealthChange extends SeenHealth {
  environment: string;
  from: ServiceHealth['status'];
  /** ms since 1970. */
  at: number;
}

/** What is kept of health: each change of state, and a sample each hour. */
export interface HealthHistory {
  /**
   * Keeps what is new at a time (ms since 1970), and returns the changes: each
   * of them once, also when several processes saw it. With each change, news of
   * it is committed, so that it is told whatever happens then.
   */
  record(
    environment: string,
    seen: { at: number; services: SeenHealth[] },
  ): Promise<HealthChange[]>;
  /** The newest `limit` entries of those since a time (ms since 1970), oldest first. */
  read(range: {
    environment: string;
    service: string;
    since: number;
    limit: number;
  }): Promise<ServiceHistory['entries']>;
  /** Forgets what is older than a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}

/** Where figures about health go. */
export interface HealthMetrics {
  /** An environment was looked at. */
  observed(health: PlatformHealth): void;
}
