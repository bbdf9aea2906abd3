/** Figures about the runs that could begin and have not yet. */
export interface QueueFigures {
  waiting: number;
  /** The time (ms) that the oldest of them has waited; 0 when there is none. */
  oldestMs: number;
}

/** Tells how long the queue is that all processes of a database share. */
export interface RunQueue {
  /** Reads the figures as they are at a time (ms since 1970). */
  read(now: number): Promise<QueueFigures>;
}
