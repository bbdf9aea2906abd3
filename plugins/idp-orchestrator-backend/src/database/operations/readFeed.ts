import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readCompacted } from '../compaction';
import { toEvent, toFeedEntries, type RunRow } from '../rows';
import { readEntryRows } from './readEntryRows';

/**
 * Reads the next entries of a run: `limit` of them, or all that there are. Both
 * tables are read up to `limit` and merged; what lies beyond the point to which
 * both are complete, or was compacted or expanded between the reads, is looked
 * for once more.
 */
export async function readFeed(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (let misses = 0; misses < MOST_MISSES;) {
    const last = after + entries.length;
    const rest = { after: last, limit: limit - entries.length };
    const found = await findEntries(knex, runId, rest);
    entries.push(...found);
    if (entries.length >= limit) break;
    if (await isAll(knex, runId, last + found.length)) break;
    misses = found.length > 0 ? 0 : misses + 1;
  }
  return entries;
}

/** The looks in a row that find nothing, though there is more: two when it moved between them. */
const MOST_MISSES = 3;

async function isAll(knex: Knex, runId: string, seq: number): Promise<boolean> {
  const row = await knex<RunRow>('runs').where({ id: runId }).first('last_seq');
  return !row || row.last_seq <= seq;
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
