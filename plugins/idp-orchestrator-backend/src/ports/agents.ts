/** A start that was tried out: by whom, and of what. */
export interface AgentLook {
  agent: string;
  /** The digest of flow, environment and input. */
  digest: string;
  /** ms since 1970. */
  at: number;
  /** The id of the dry run; absent when it was a plan. */
  runId?: string;
}

/** A start that counts against the budget of whoever an agent acts for. */
export interface AgentStart {
  principal: string;
  /** ms since 1970. */
  at: number;
}

/** Keeps what agents did of late, the same for all processes. */
export interface AgentRecord {
  noteLook(look: AgentLook): Promise<void>;
  /** Lists the looks of an agent at this digest since a time (ms since 1970), newest first. */
  listLooks(look: {
    agent: string;
    digest: string;
    since: number;
  }): Promise<AgentLook[]>;
  /**
   * Takes one of so many starts since a time. Of callers that ask at once,
   * never more than `limit` get one.
   */
  takeStart(start: AgentStart & { since: number; limit: number }): Promise<
    | { result: 'taken'; id: string }
    /** The time of the oldest start that counts (ms since 1970); one is free when it is too old to count. */
    | { result: 'none-left'; oldest: number }
  >;
  /** Gives back a start that nothing came of. */
  giveBackStart(id: string): Promise<void>;
  /** Forgets looks and starts from before a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}
