import type {
  PlatformHealth,
  ServiceHealth,
  ServiceHistory,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Tells whether the orchestrator's own database is there. */
export interface DatabaseSight {
  /** Says in words for callers why the database cannot be used; undefined when it can. It takes no longer than a probe may. */
  unavailableReason(): Promise<string | undefined>;
}

/** A service as it was seen, with what is told of it when it changes. */
export interface SeenHealth extends Pick<
  ServiceHealth,
  'status' | 'score' | 'reason' | 'title' | 'critical'
> {
  service: string;
  /** Entity reference. */
  owner?: string;
}

/** A change of a service: it was seen in another state than the time before. */
export interface HealthChange extends SeenHealth {
  environment: string;
  from: ServiceHealth['status'];
  /** ms since 1970. */
  at: number;
}

/** Keeps the health of services: each change of state, and a sample each hour. */
export interface HealthHistory {
  /**
   * Keeps what is new at a time (ms since 1970), and returns the changes: each
   * of them once, also when several processes saw it. The outbox event of a
   * change is in the same commit, so that it is delivered whatever happens
   * then.
   */
  record(
    environment: string,
    seen: { at: number; services: SeenHealth[] },
  ): Promise<HealthChange[]>;
  /** Reads the newest `limit` entries of those since a time (ms since 1970), oldest first. */
  read(range: {
    environment: string;
    service: string;
    since: number;
    limit: number;
  }): Promise<ServiceHistory['entries']>;
  /** Forgets entries that are older than a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}

/** Takes figures about health. */
export interface HealthMetrics {
  /** Called with what was seen each time that an environment was looked at. */
  observed(health: PlatformHealth): void;
}
