import type { ClusterObject } from '../ClusterObject';

/** Objects of a cluster that are read by many and asked for once. */
export interface SharedList<T extends ClusterObject> {
  /** @throws why there are none to be told; the signal's reason when it aborts */
  read(signal: AbortSignal): Promise<T[]>;
  readonly isPolled: boolean;
  /** Tells whether it is to be begun anew. */
  isOver(): boolean;
}
