import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readCompacted } from '../compaction';
import { toEvent, toFeedEntries, type RunRow } from '../rows';
import { readEntryRows } from './readEntryRows';

/**
 * Reads the next entries of a run. Both tables are read up to `limit` and
 * merged; what lies beyond the point to which both are complete is left for the
 * next read.
 */
export async function readFeed(
  knex: Knex,
  runId: string,
  range: { after: number; limit: number },
): Promise<FeedEntry[]> {
  const entries = await findEntries(knex, runId, range);
  if (entries.length > 0) return entries;
  const row = await knex<RunRow>('runs').where({ id: runId }).first('last_seq');
  if (!row || row.last_seq <= range.after) return [];
  // It was written, or expanded, between two looks.
  return findEntries(knex, runId, range);
}

/**
 * Looks for entries that are not compacted, then for those that are, which come
 * before them: so none that is compacted meanwhile is missed.
 */
async function findEntries(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<FeedEntry[]> {
  const { events, chunks } = await readEntryRows(knex, runId, { after, limit });
  const rows = toFeedEntries({ events: events.map(toEvent), chunks });
  const entries = contiguous(rows, after);
  if (entries.length > 0) return entries.slice(0, limit);
  const compacted = await readCompacted(knex, runId, { after, limit });
  return contiguous([...compacted, ...rows], after).slice(0, limit);
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
