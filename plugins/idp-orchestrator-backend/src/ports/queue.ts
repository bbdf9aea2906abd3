/** The runs that could begin and have not yet. */
export interface QueueFigures {
  waiting: number;
  /** How long (ms) the oldest of them has waited; 0 when there is none. */
  oldestMs: number;
}

/** The queue of all processes of a database. */
export interface RunQueue {
  /** As it is at a time (ms since 1970). */
  read(now: number): Promise<QueueFigures>;
}
