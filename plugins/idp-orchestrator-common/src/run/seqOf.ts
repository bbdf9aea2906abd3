import type { FeedEntry } from './FeedEntry';

/**
 * Gives the place of an entry in its run's history: from 1, without gaps. It
 * stands apart from the schemas, so that pages of the portal need not load
 * those.
 *
 * @public
 */
export function seqOf(entry: FeedEntry): number {
  return entry.kind === 'event' ? entry.event.seq : entry.chunk.seq;
}
