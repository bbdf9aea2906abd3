import type { Clock } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { Changes } from './Changes';
import type { ClusterObject } from './ClusterObject';
import { followObjects } from './followObjects';
import type { ObjectSelection } from './listObjects';

/** What is there now. */
export interface Sight<T extends ClusterObject> {
  /** Of each selection, in their order; absent as long as the cluster never answered. */
  objects?: T[][];
  /** Why the cluster does not answer just now, if it does not. */
  interruption?: string;
}

export interface WatchRules<T extends ClusterObject, R> {
  connection: ClusterConnection;
  clock: Clock;
  signal: AbortSignal;
  /** Called with each change; what it returns, unless nothing, ends the watch. */
  look(sight: Sight<T>): Promise<R | undefined>;
}

/** Follows objects until `look` has seen enough; goes on over a restart of the API server. */
export async function watchUntil<T extends ClusterObject, R>(
  selections: ObjectSelection[],
  { connection, clock, signal, look }: WatchRules<T, R>,
): Promise<R> {
  const ending = new AbortController();
  const changes = new Changes();
  const seen = selections.map((): { objects?: T[]; problem?: string } => ({}));
  const followings = selections.map((selection, index) =>
    followObjects<T>(selection, {
      connection,
      clock,
      signal: AbortSignal.any([signal, ending.signal]),
      changed(objects) {
        seen[index] = { objects };
        changes.note();
      },
      interrupted({ message }) {
        seen[index].problem = message;
        changes.note();
      },
    }).catch(error => changes.fail(error)),
  );
  try {
    for (;;) {
      await changes.next();
      const result = await look({
        objects: allOf(seen),
        interruption: seen.find(one => one.problem)?.problem,
      });
      if (result !== undefined) return result;
    }
  } finally {
    ending.abort();
    await Promise.all(followings);
  }
}

function allOf<T>(seen: Array<{ objects?: T[] }>): T[][] | undefined {
  const objects = seen.flatMap(one => (one.objects ? [one.objects] : []));
  return objects.length === seen.length ? objects : undefined;
}
