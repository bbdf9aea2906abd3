import {
  FIRST_PAUSE_MS,
  isPassing,
  LONGEST_PAUSE_MS,
  nextPause,
} from '../connection/isPassing';
import type { ClusterObject } from './ClusterObject';
import type { ObjectSelection } from './listObjects';
import { ObjectFeed, type Following } from './ObjectFeed';
import { msSince } from '../../waiting/monotonicTime';

/**
 * Follows objects: lists them, then watches from there, and goes on where it
 * stopped when a connection ends or the API server restarts. Lists again when
 * it has been away for so long that the server no longer knows what changed.
 *
 * @throws what no waiting can mend, and the signal's reason when it aborts
 */
export async function followObjects<T extends ClusterObject>(
  selection: ObjectSelection,
  following: Following<T>,
): Promise<never> {
  const { clock, signal, interrupted } = following;
  const feed = new ObjectFeed(selection, following);
  for (let pauseMs = FIRST_PAUSE_MS; ;) {
    const begun = clock.monotonic();
    try {
      await feed.read();
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      interrupted(error);
    }
    await clock.sleep(pauseMs, signal);
    signal.throwIfAborted();
    const hasLasted = msSince(clock, begun) > 2 * LONGEST_PAUSE_MS;
    pauseMs = hasLasted ? FIRST_PAUSE_MS : nextPause(pauseMs);
  }
}
