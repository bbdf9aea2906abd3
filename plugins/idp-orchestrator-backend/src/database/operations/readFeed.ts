import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readCompacted } from '../compaction';
import { toEvent, toFeedEntries } from '../rows';
import { readEntryRows } from './readEntryRows';

/** Entries that were found, and the number of the newest that there is. */
interface Found {
  entries: FeedEntry[];
  lastSeq?: number;
}

/**
 * Reads the next entries of a run: `limit` of them, or all that there are. What
 * was compacted or expanded between the reads is looked for once more.
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
    entries.push(...found.entries);
    const isAll = (found.lastSeq ?? 0) <= last + found.entries.length;
    if (isAll || entries.length >= limit) break;
    misses = found.entries.length > 0 ? 0 : misses + 1;
  }
  return entries;
}

/** The looks in a row that find nothing, though there is more: two when it moved between them. */
const MOST_MISSES = 3;

/**
 * Looks for entries that are not compacted, then for those that are, which come
 * before them: so none that is compacted meanwhile is missed.
 */
async function findEntries(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Found> {
  const read = await readEntryRows(knex, runId, { after, limit });
  const { events, chunks, lastSeq } = read;
  const rows = toFeedEntries({ events: events.map(toEvent), chunks });
  const entries = contiguous(rows, after);
  if (entries.length > 0 || (lastSeq ?? 0) <= after) {
    return { entries: entries.slice(0, limit), lastSeq };
  }
  const compacted = await readCompacted(knex, runId, { after, limit });
  const joined = contiguous([...compacted, ...rows], after);
  return { entries: joined.slice(0, limit), lastSeq };
}

/**
 * Cuts at the first missing number. `seq` has no gaps, so a gap means that one
 * table was read to its limit, or that what is missing is compacted.
 */
function contiguous(entries: FeedEntry[], after: number): FeedEntry[] {
  const end = entries.findIndex((entry, index) => {
    const seq = entry.kind === 'event' ? entry.event.seq : entry.chunk.seq;
    return seq !== after + 1 + index;
  });
  return end < 0 ? entries : entries.slice(0, end);
}
