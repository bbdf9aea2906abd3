import {
  applyRunEvent,
  isRunFinished,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AppendResult, Claim, LogBatch, RunEntries } from '../../ports';
import {
  toEventRows,
  toRunColumns,
  type LogChunkRow,
  type RunRow,
} from '../rows';
import { isSqlite } from '../openDatabase';
import { releaseLocks } from './runLocks';

export interface AppendChange {
  claim: Claim;
  /** The state that the caller decided from. */
  run: Run;
  entries: RunEntries;
  now: number;
}

/**
 * Writes log chunks and events after the run's last entry, and its new state,
 * in one transaction. The condition of the UPDATE is the fence: it fails for
 * a worker whose ticket is old, and for one that has not seen the newest
 * entry.
 */
export async function appendEntries(
  knex: Knex,
  change: AppendChange,
): Promise<AppendResult> {
  const { claim, run, entries } = change;
  if (entries.logs.length === 0 && !isSqlite(knex)) {
    return appendAtOnce(knex, change);
  }
  return knex.transaction(async trx => {
    const next = await numberEntries(trx, change);
    const updated = await trx<RunRow>('runs')
      .where({ id: claim.runId, ticket: claim.ticket, last_seq: run.lastSeq })
      .update(columnsOf(next.run));
    if (updated === 0) return explainRefusal(trx, claim);
    if (endsLock(next.run)) await releaseLocks(trx, claim.runId);
    const events = toEventRows(claim.runId, next.entries);
    if (events.length > 0) await trx('run_events').insert(events);
    if (next.chunks.length > 0) await trx('run_log_chunks').insert(next.chunks);
    return { result: 'appended', run: next.run, entries: next.entries };
  });
}

/**
 * The same as one statement of PostgreSQL, which is a transaction by itself:
 * one round trip for the step of a run, where BEGIN, UPDATE, INSERT and COMMIT
 * are four. The fence is in the UPDATE; when it changes no row, nothing is
 * inserted.
 */
async function appendAtOnce(
  knex: Knex,
  change: AppendChange,
): Promise<AppendResult> {
  const { claim, run } = change;
  const next = await numberEntries(knex, change);
  const events = toEventRows(claim.runId, next.entries);
  const written = await knex
    .with(
      'fenced',
      knex<RunRow>('runs')
        .where({ id: claim.runId, ticket: claim.ticket, last_seq: run.lastSeq })
        .update(columnsOf(next.run))
        .returning('id'),
    )
    .with(
      'freed',
      knex('run_locks')
        .whereIn('run_id', knex.select('id').from('fenced'))
        .andWhereRaw('?', [endsLock(next.run)])
        .delete()
        .returning('run_id'),
    )
    .insert(
      knex
        .select('fenced.id', 'added.seq', 'added.at', 'added.fact')
        .from('fenced')
        .joinRaw(
          `cross join (values ${events.map(() => '(?::int, ?::bigint, ?::text)').join(', ')}) as added (seq, at, fact)`,
          events.flatMap(({ seq, at, fact }) => [seq, at, fact]),
        ),
    )
    .into(knex.raw('run_events (run_id, seq, at, fact)'))
    .returning('seq');
  return written.length > 0
    ? { result: 'appended', run: next.run, entries: next.entries }
    : explainRefusal(knex, claim);
}

/** A run that is over is given back in the same commit. */
function columnsOf(run: Run) {
  return {
    ...toRunColumns(run),
    ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
  };
}

function endsLock(run: Run): boolean {
  return run.lock !== undefined && isRunFinished(run);
}

async function explainRefusal(trx: Knex, claim: Claim): Promise<AppendResult> {
  const row = await trx<RunRow>('runs').where({ id: claim.runId }).first();
  return { result: row?.ticket === claim.ticket ? 'behind' : 'claim-lost' };
}

interface NumberedEntries {
  run: Run;
  entries: FeedEntry[];
  chunks: LogChunkRow[];
}

async function numberEntries(
  trx: Knex,
  { claim, run, entries, now }: AppendChange,
): Promise<NumberedEntries> {
  const at = new Date(now).toISOString();
  const logs = entries.logs.flatMap(splitBatch);
  const chunks = await numberChunks(trx, logs, {
    runId: claim.runId,
    firstSeq: run.lastSeq + 1,
    at: now,
  });
  const numbered: FeedEntry[] = chunks.map((chunk, index) => ({
    kind: 'log',
    chunk: {
      seq: chunk.seq,
      at,
      stepId: chunk.step_id,
      attempt: chunk.attempt,
      stream: chunk.stream,
      firstLine: chunk.first_line,
      lines: logs[index].lines,
    },
  }));
  let state: Run = { ...run, lastSeq: run.lastSeq + chunks.length };
  for (const fact of entries.facts) {
    const event = { ...fact, seq: state.lastSeq + 1, at };
    state = applyRunEvent(state, event);
    numbered.push({ kind: 'event', event });
  }
  return { run: state, entries: numbered, chunks };
}

/** Lines in one chunk, at most: a reader of a range never looks further back. */
export const LONGEST_CHUNK = 5_000;

function splitBatch(batch: LogBatch): LogBatch[] {
  const { lines } = batch;
  if (lines.length <= LONGEST_CHUNK) return [batch];
  return [
    { ...batch, lines: lines.slice(0, LONGEST_CHUNK) },
    ...splitBatch({ ...batch, lines: lines.slice(LONGEST_CHUNK) }),
  ];
}

/** Lines go on from the attempt's last stored one; its worker is the only writer. */
async function numberChunks(
  trx: Knex,
  logs: LogBatch[],
  place: { runId: string; firstSeq: number; at: number },
): Promise<LogChunkRow[]> {
  const nextLines = new Map<string, number>();
  const chunks: LogChunkRow[] = [];
  for (const batch of logs) {
    const key = `${batch.stepId}#${batch.attempt}`;
    const firstLine =
      nextLines.get(key) ??
      (await countLines(trx, { ...batch, runId: place.runId })) + 1;
    nextLines.set(key, firstLine + batch.lines.length);
    chunks.push({
      run_id: place.runId,
      seq: place.firstSeq + chunks.length,
      at: place.at,
      step_id: batch.stepId,
      attempt: batch.attempt,
      stream: batch.stream,
      first_line: firstLine,
      line_count: batch.lines.length,
      end_offset: batch.endOffset,
      text: batch.lines.join('\n'),
    });
  }
  return chunks;
}

/** How many lines of an attempt are stored. */
export async function countLines(
  knex: Knex,
  ref: { runId: string; stepId: string; attempt: number },
): Promise<number> {
  const last = await knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: ref.runId, step_id: ref.stepId, attempt: ref.attempt })
    .orderBy('first_line', 'desc')
    .first('first_line', 'line_count');
  return last ? last.first_line + last.line_count - 1 : 0;
}
