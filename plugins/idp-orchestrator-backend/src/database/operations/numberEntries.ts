import {
  applyRunEvent,
  isRunFinished,
  type FeedEntry,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { Claim, LogBatch, RunEntries } from '../../ports';
import type { LogChunkRow } from '../rows';
import { countLines, countStoredLines, LONGEST_CHUNK } from './countLines';

export interface AppendChange {
  claim: Claim;
  /** The state that the caller decided from. */
  run: Run;
  entries: RunEntries;
  now: number;
}

/** The entries that are to be written, each with its place in the run, and the state that they lead to. */
export interface NumberedEntries {
  run: Run;
  entries: FeedEntry[];
  chunks: LogChunkRow[];
}

/**
 * Gives each entry its number. How many lines there are is read before the
 * transaction: if somebody else writes meanwhile, the fence fails.
 */
export async function numberEntries(
  knex: Knex,
  { claim, run, entries, now }: AppendChange,
): Promise<NumberedEntries> {
  const at = new Date(now).toISOString();
  const logs = entries.logs.flatMap(splitBatch);
  const chunks = await numberChunks(knex, logs, {
    runId: claim.runId,
    firstSeq: run.lastSeq + 1,
    at: now,
    // One that was never over has nothing compacted.
    count: run.retries || isRunFinished(run) ? countStoredLines : countLines,
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
  const before = { ...run, lastSeq: run.lastSeq + chunks.length };
  const then = numberFacts(before, entries.facts, at);
  return { run: then.run, entries: [...numbered, ...then.entries], chunks };
}

/** Gives facts their numbers after the last entry of a run, and folds them into it. */
export function numberFacts(
  run: Run,
  facts: RunFact[],
  at: string,
): { run: Run; entries: FeedEntry[] } {
  let state = run;
  const entries = facts.map((fact): FeedEntry => {
    const event = { ...fact, seq: state.lastSeq + 1, at };
    state = applyRunEvent(state, event);
    return { kind: 'event', event };
  });
  return { run: state, entries };
}

function splitBatch(batch: LogBatch): LogBatch[] {
  const { lines } = batch;
  if (lines.length <= LONGEST_CHUNK) return [batch];
  return [
    { ...batch, lines: lines.slice(0, LONGEST_CHUNK) },
    ...splitBatch({ ...batch, lines: lines.slice(LONGEST_CHUNK) }),
  ];
}

/** Numbers the lines of each chunk from the attempt's last stored one; its worker is the only writer. */
async function numberChunks(
  knex: Knex,
  logs: LogBatch[],
  place: {
    runId: string;
    firstSeq: number;
    at: number;
    count: typeof countLines;
  },
): Promise<LogChunkRow[]> {
  const nextLines = new Map<string, number>();
  const chunks: LogChunkRow[] = [];
  for (const batch of logs) {
    const key = `${batch.stepId}#${batch.attempt}`;
    const firstLine =
      nextLines.get(key) ??
      (await place.count(knex, { ...batch, runId: place.runId })) + 1;
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
