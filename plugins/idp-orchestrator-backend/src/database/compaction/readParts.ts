import {
  seqOf,
  type FeedEntry,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { clampInteger } from '../operations/clampInteger';
import { toFeedEntries, type StoredChunk, type StoredEntries } from '../rows';
import { expand } from './codec';
import { parsePart, type LoggedAttempt, type PartRow } from './Part';

/**
 * Reads the next entries of a run that are compacted, and decompresses no more
 * than it takes.
 */
export async function readCompacted(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  let last = clampInteger(after);
  while (entries.length < limit) {
    const row = await knex<PartRow>('compacted_entries')
      .where({ run_id: runId })
      .andWhere('last_seq', '>', last)
      .orderBy('first_seq')
      .first();
    if (!row) break;
    const part = toFeedEntries(await readPart(row));
    entries.push(...part.filter(entry => seqOf(entry) > after));
    last = row.last_seq;
  }
  return entries.slice(0, limit);
}

/** Reads the compacted events of a run in a range of its entries. */
export async function readCompactedEvents(
  knex: Knex,
  runId: string,
  { from, to }: { from: number; to: number },
): Promise<RunEvent[]> {
  const rows = await knex<PartRow>('compacted_entries')
    .where({ run_id: runId })
    .andWhere('last_seq', '>=', from)
    .andWhere('first_seq', '<=', to)
    .orderBy('first_seq');
  const events: RunEvent[] = [];
  for (const row of rows) {
    const part = await readPart(row);
    events.push(...part.events.filter(({ seq }) => seq >= from && seq <= to));
  }
  return events;
}

export async function readPart(
  row: Pick<PartRow, 'run_id' | 'content'>,
): Promise<StoredEntries> {
  return parsePart(await expand(row.run_id, row.content));
}

/** The lines of an attempt that one part has. */
export interface LoggedPart extends LoggedAttempt {
  firstSeq: number;
}

/** Lists where the compacted lines of a step are, without decompressing any; in the order of the run. */
export async function listLoggedParts(
  knex: Knex,
  { runId, stepId }: { runId: string; stepId: string },
): Promise<LoggedPart[]> {
  const rows = await knex<PartRow>('compacted_entries')
    .where({ run_id: runId })
    .orderBy('first_seq')
    .select('first_seq', 'logs');
  return rows.flatMap(({ first_seq, logs }) =>
    (JSON.parse(logs) as LoggedAttempt[])
      .filter(({ step }) => step === stepId)
      .map(logged => ({ ...logged, firstSeq: first_seq })),
  );
}

/** The same of one attempt of the step. */
export async function listPartsOf(
  knex: Knex,
  ref: { runId: string; stepId: string; attempt: number },
): Promise<LoggedPart[]> {
  const parts = await listLoggedParts(knex, ref);
  return parts.filter(({ attempt }) => attempt === ref.attempt);
}

/** Reads the chunks of these parts; undefined when one is not there any more. */
export async function readLoggedParts(
  knex: Knex,
  runId: string,
  parts: LoggedPart[],
): Promise<StoredChunk[] | undefined> {
  const chunks: StoredChunk[] = [];
  for (const { firstSeq, step, attempt } of parts) {
    const row = await knex<PartRow>('compacted_entries')
      .where({ run_id: runId, first_seq: firstSeq })
      .first();
    if (!row) return undefined;
    const part = await readPart(row);
    chunks.push(
      ...part.chunks.filter(
        chunk => chunk.step_id === step && chunk.attempt === attempt,
      ),
    );
  }
  return chunks;
}
