import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { toFeedEntries, type EventRow, type LogChunkRow } from '../rows';
import { clampInteger } from './clampInteger';

/**
 * Reads the next entries of a run. Both tables are read up to `limit` and
 * merged; what lies beyond the point to which both are complete is left for the
 * next read.
 */
export async function readFeed(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<FeedEntry[]> {
  const next = <T extends object>(table: string): Promise<T[]> =>
    knex(table)
      .where({ run_id: runId })
      .andWhere('seq', '>', clampInteger(after))
      .orderBy('seq')
      .limit(limit);
  const [events, chunks] = await Promise.all([
    next<EventRow>('run_events'),
    next<LogChunkRow>('run_log_chunks'),
  ]);
  return contiguous(toFeedEntries(events, chunks), after).slice(0, limit);
}

/**
 * Cuts at the first missing number. `seq` has no gaps, so a gap means that
 * one table was read to its limit, or that a commit fell between both reads.
 */
function contiguous(entries: FeedEntry[], after: number): FeedEntry[] {
  const end = entries.findIndex((entry, index) => {
    const seq = entry.kind === 'event' ? entry.event.seq : entry.chunk.seq;
    return seq !== after + 1 + index;
  });
  return end < 0 ? entries : entries.slice(0, end);
}
