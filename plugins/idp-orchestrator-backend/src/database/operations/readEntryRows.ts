import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { EventRow, LogChunkRow } from '../rows';
import { clampInteger } from './clampInteger';

/**
 * One statement for both tables and the run: a round trip instead of three, and
 * all of it as it was at one moment.
 */
const ENTRIES = `
select 'chunk' as kind, seq, at, step_id, attempt, stream, first_line, line_count, end_offset, text
from (select * from run_log_chunks where run_id = :runId and seq > :after order by seq limit :limit) as chunks
union all
select 'event', seq, at, null, null, null, null, null, null, fact
from (select * from run_events where run_id = :runId and seq > :after order by seq limit :limit) as events
union all
select 'run', last_seq, created_at, null, null, null, null, null, null, null
from runs where id = :runId`;

/** A row of it; `text` is the fact of an event. */
interface EntryRow {
  kind: 'chunk' | 'event' | 'run';
  seq: number;
  at: number | string;
  step_id: string;
  attempt: number;
  stream: LogStream;
  first_line: number;
  line_count: number;
  end_offset: number | string;
  text: string;
}

/** The next entries of a run that are not compacted, in the order of their numbers. */
export interface NextEntries {
  events: EventRow[];
  chunks: LogChunkRow[];
  /** The number of the newest entry that there is; undefined when the run was removed. */
  lastSeq?: number;
}

/** Reads the next events and log chunks that are not compacted, up to `limit` of each. */
export async function readEntryRows(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<NextEntries> {
  const bindings = { runId, after: clampInteger(after), limit };
  const found: NextEntries = { events: [], chunks: [] };
  for (const { kind, ...row } of await ask(knex, bindings)) {
    const { seq, at, text } = row;
    if (kind === 'run') found.lastSeq = seq;
    else if (kind === 'chunk') found.chunks.push({ run_id: runId, ...row });
    else found.events.push({ run_id: runId, seq, at, fact: text });
  }
  found.events.sort(bySeq);
  found.chunks.sort(bySeq);
  return found;
}

async function ask(
  knex: Knex,
  bindings: { runId: string; after: number; limit: number },
): Promise<EntryRow[]> {
  const answer = await knex.raw(ENTRIES, bindings);
  // SQLite gives the rows alone.
  return Array.isArray(answer) ? answer : answer.rows;
}

function bySeq(a: { seq: number }, b: { seq: number }): number {
  return a.seq - b.seq;
}
