import type { Knex } from 'knex';
import { readEntryRows } from '../operations/readEntryRows';
import type { EventRow, LogChunkRow } from '../rows';
import type { EntryRows } from './Part';

/** A part is read and decompressed as a whole: it has so many characters … */
const MOST_CHARACTERS = 256 * 1024;
/** … and entries at most, or a single entry. */
const MOST_ENTRIES = 500;
/** The number of entries read at once; a chunk of a log has up to 64 KiB. */
const PAGE = 50;

/**
 * Reads the first entries of a run that are not compacted, without gaps and as
 * many as a part takes; undefined when there are none.
 */
export async function readFirstEntries(
  knex: Knex,
  runId: string,
): Promise<EntryRows | undefined> {
  const taken: Array<EventRow | LogChunkRow> = [];
  let room = MOST_CHARACTERS;
  for (let before = -1; before < taken.length;) {
    before = taken.length;
    const after = taken.at(-1)?.seq ?? 0;
    const rows = await readEntryRows(knex, runId, { after, limit: PAGE });
    for (const row of inOrder(rows)) {
      const last = taken.at(-1);
      // A table was read to its limit, and the next page has what is missing.
      if (last && row.seq !== last.seq + 1) break;
      room -= sizeOf(row);
      const isFull = room < 0 || taken.length === MOST_ENTRIES;
      if (last && isFull) return split(taken);
      taken.push(row);
    }
  }
  return split(taken);
}

function inOrder({ events, chunks }: EntryRows) {
  return [...events, ...chunks].sort((a, b) => a.seq - b.seq);
}

function sizeOf(row: EventRow | LogChunkRow): number {
  return 'fact' in row ? row.fact.length : row.text.length;
}

function split(rows: Array<EventRow | LogChunkRow>): EntryRows | undefined {
  if (rows.length === 0) return undefined;
  return {
    events: rows.filter(row => 'fact' in row),
    chunks: rows.filter(row => 'text' in row),
  };
}
