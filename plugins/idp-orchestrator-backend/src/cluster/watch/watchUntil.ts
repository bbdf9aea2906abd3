import type { Clock } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { Changes } from './Changes';
import type { ClusterObject } from './ClusterObject';
import { FirstContact } from './FirstContact';
import { followObjects } from './followObjects';
import type { ObjectSelection } from './listObjects';

/** The objects that are there now. */
export interface Sight<T extends ClusterObject> {
  /** The objects of each selection, in their order; absent as long as the cluster never answered. */
  objects?: T[][];
  /** The reason why the cluster does not answer just now, if it does not. */
  interruption?: string;
}

export interface WatchRules<T extends ClusterObject, R> {
  connection: ClusterConnection;
  clock: Clock;
  signal: AbortSignal;
  /** A cluster that has not answered at all for so long (ms) is given up; never when absent. */
  firstAnswerMs?: number;
  /** It looks again after so long (ms) without a change; never when absent. */
  lookEveryMs?: number;
  /** Called with each change; what it returns, unless nothing, ends the watch. */
  look(sight: Sight<T>): Promise<R | undefined>;
}

/**
 * Follows objects until `look` has seen enough; goes on over a restart of the
 * API server.
 *
 * @throws ServiceUnavailableError when there is no answer for `firstAnswerMs`
 */
export async function watchUntil<T extends ClusterObject, R>(
  selections: ObjectSelection[],
  {
    connection,
    clock,
    firstAnswerMs,
    lookEveryMs,
    look,
    ...rules
  }: WatchRules<T, R>,
): Promise<R> {
  const ending = new AbortController();
  const signal = AbortSignal.any([rules.signal, ending.signal]);
  const changes = new Changes();
  const contact = new FirstContact(connection);
  const seen = selections.map((): { objects?: T[]; problem?: string } => ({}));
  const followings = selections.map((selection, index) =>
    followObjects<T>(selection, {
      connection,
      clock,
      signal,
      changed(objects) {
        contact.made();
        seen[index] = { objects };
        changes.note();
      },
      interrupted(error) {
        contact.failed(error);
        seen[index].problem = error.message;
        changes.note();
      },
    }).catch(error => changes.fail(error)),
  );
  const waiting =
    firstAnswerMs === undefined
      ? undefined
      : contact
          .requireWithin(firstAnswerMs, { clock, signal })
          .catch(error => changes.fail(error));
  try {
    for (;;) {
      await changes.next(lookEveryMs);
      const result = await look({
        objects: allOf(seen),
        interruption: seen.find(one => one.problem)?.problem,
      });
      if (result !== undefined) return result;
    }
  } finally {
    ending.abort();
    await Promise.all([...followings, waiting]);
  }
}

function allOf<T>(seen: Array<{ objects?: T[] }>): T[][] | undefined {
  const objects = seen.flatMap(one => (one.objects ? [one.objects] : []));
  return objects.length === seen.length ? objects : undefined;
}
