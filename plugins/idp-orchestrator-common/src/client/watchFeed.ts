import type { FeedQuery } from '../contract/feed';
import { seqOf, type FeedEntry, type LiveLine } from '../run';
import {
  readAgainAndAgain,
  readEventStream,
  type WatchOptions,
} from './readEventStream';

/** @public */
export interface WatchRunOptions extends WatchOptions {
  /** The `seq` after which entries are read; 0 (all) when absent. */
  after?: number;
  /** `events` leaves log chunks out; both when absent. */
  include?: FeedQuery['include'];
  /** Hears lines that are still printed over, with `include: 'events,logs,lines'`. */
  onLine?: (line: LiveLine) => void;
}

type Connect = (after: number, signal?: AbortSignal) => Promise<Response>;

/**
 * The newest entry that was seen, and whether the backend said that all of it
 * was sent.
 */
interface Reached {
  after: number;
  ended: boolean;
}

/**
 * Reads a run's feed over and over, each connection from the last entry seen,
 * until the backend says that the run is over, or the caller aborts.
 *
 * @throws the backend's answer when it refuses for good (a 4xx other than
 *   408 and 429).
 */
export function watchFeed(
  connect: Connect,
  options: WatchRunOptions,
): AsyncGenerator<FeedEntry> {
  const reached: Reached = { after: options.after ?? 0, ended: false };
  return readAgainAndAgain(() => readNewer(connect, reached, options), {
    ...options,
    isOver: () => reached.ended,
  });
}

/**
 * Yields what one connection sends, and moves `reached` on; what came before it
 * is known already.
 */
async function* readNewer(
  connect: Connect,
  reached: Reached,
  options: WatchRunOptions,
): AsyncGenerator<FeedEntry> {
  const pieces = readEventStream(
    signal => connect(reached.after, signal),
    options,
  );
  for await (const events of pieces) {
    for (const { event, data } of events) {
      if (event === 'end') {
        reached.ended = true;
        return;
      }
      if (event === 'line') {
        options.onLine?.(JSON.parse(data) as LiveLine);
        continue;
      }
      const entry = JSON.parse(data) as FeedEntry;
      if (seqOf(entry) <= reached.after) continue;
      reached.after = seqOf(entry);
      yield entry;
    }
  }
}
