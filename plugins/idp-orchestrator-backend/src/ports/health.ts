import type {
  PendingOperation,
  PlatformHealth,
  ServiceHealth,
  ServiceHistory,
  WantedState,
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
  /**
   * True while it is as somebody wants it: a run has it in its hands, or it is
   * stopped on purpose. What changes is kept and told to nobody, unless it is
   * still so afterwards.
   */
  isExpected?: boolean;
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
   * Keeps what is new at a time (ms since 1970), and returns the changes that
   * are told: each of them once, also when several processes saw it. The outbox
   * event of a change is in the same commit, so that it is delivered whatever
   * happens then. A change that is expected is told when it is not any more,
   * if it still differs from what was told last.
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

/** What is meant for a service, and what was seen of it before. */
export interface ServiceIntent {
  wanted?: WantedState;
  /** The run that has it in its hands now. */
  pending?: PendingOperation;
  /** How it was when it was looked at last, to be kept. */
  seen?: {
    status: ServiceHealth['status'];
    /** When it came to that (ISO 8601), where that was seen. */
    since?: string;
    /** Whether it ever answered. */
    wasUp: boolean;
  };
}

/** Knows what people and runs mean for services. */
export interface ServiceIntents {
  /** Reads it for all services of an environment of which anything is known, by their names. */
  read(environment: string): Promise<ReadonlyMap<string, ServiceIntent>>;
}
