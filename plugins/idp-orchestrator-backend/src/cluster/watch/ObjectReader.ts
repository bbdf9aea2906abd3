import type { ClusterConnection } from '../connection/ClusterConnection';
import type { ClusterObject } from './ClusterObject';
import { listObjects, type ObjectSelection } from './listObjects';

/** Reads the objects of a selection: as they are now, or as a watch that is shared saw them last. */
export interface ObjectReader {
  /**
   * @param options - `watch: false` where the account may only list them
   * @throws one of `@backstage/errors`; the signal's reason when it aborts
   */
  list<T extends ClusterObject>(
    selection: ObjectSelection,
    signal: AbortSignal,
    options?: { watch: boolean },
  ): Promise<T[]>;
}

/** Makes the reader that asks the cluster each time. */
export function readDirectly(connection: ClusterConnection): ObjectReader {
  return {
    async list<T extends ClusterObject>(
      selection: ObjectSelection,
      signal: AbortSignal,
    ) {
      const { items } = await listObjects<T>(connection, selection, signal);
      return items;
    },
  };
}
