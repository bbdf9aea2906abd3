import type { Knex } from 'knex';
import { listPartsOf } from '../compaction';
import type { LogChunkRow } from '../rows';

/** The number of lines in one chunk, at most: a reader of a range never looks further back. */
export const LONGEST_CHUNK = 5_000;

/** An attempt whose lines are read. */
export interface AttemptRef {
  runId: string;
  stepId: string;
  attempt: number;
}

/** Counts the lines of an attempt up to the last one that is not compacted; 0 when all are. */
export async function countLines(knex: Knex, ref: AttemptRef): Promise<number> {
  const last = await knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: ref.runId, step_id: ref.stepId, attempt: ref.attempt })
    .orderBy('first_line', 'desc')
    .first('first_line', 'line_count');
  return last ? last.first_line + last.line_count - 1 : 0;
}

/** Counts the lines of an attempt that are stored, whether they are compacted or not. */
export async function countStoredLines(
  knex: Knex,
  ref: AttemptRef,
): Promise<number> {
  const counted = await countLines(knex, ref);
  if (counted > 0) return counted;
  const parts = await listPartsOf(knex, ref);
  // Those that were expanded meanwhile are not among the parts any more.
  return parts.at(-1)?.to ?? countLines(knex, ref);
}
