import type { FeedEntry } from './FeedEntry';

/**
 * The place of an entry in its run's history: from 1, without gaps. Apart from
 * the schemas, so that pages of the portal need not load those.
 */
export function seqOf(entry: FeedEntry): number {
  return entry.kind === 'event' ? entry.event.seq : entry.chunk.seq;
}
