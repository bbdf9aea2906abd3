import type {
  LogLine,
  LogPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { LogPosition, LogRange } from '../../ports';
import { linesOf, toIso, type LogChunkRow } from '../rows';
import { countLines, LONGEST_CHUNK } from './numberEntries';
import { clampInteger } from './clampInteger';

/** Reads lines `from` to `to` (both included) of an attempt, by default its last. */
export async function readLog(knex: Knex, range: LogRange): Promise<LogPage> {
  const { runId, stepId } = range;
  const attempt = clampInteger(
    range.attempt ?? (await lastAttempt(knex, runId, stepId)),
  );
  const [from, to] = [range.from, range.to].map(clampInteger);
  const query = knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: runId, step_id: stepId, attempt })
    .andWhere('first_line', '<=', to)
    .andWhereRaw('first_line + line_count > ?', [from])
    .orderBy('first_line');
  // Lets the index skip the chunks before the range: none has this many lines.
  query.andWhere('first_line', '>', from - LONGEST_CHUNK);
  if (range.stream) query.andWhere({ stream: range.stream });
  const chunks = await query;
  return {
    items: chunks.flatMap(toLines).filter(isWithin(range)),
    total: await countLines(knex, { runId, stepId, attempt }),
  };
}

function toLines(chunk: LogChunkRow): LogLine[] {
  const at = toIso(chunk.at);
  return linesOf(chunk).map((text, index) => ({
    line: chunk.first_line + index,
    at,
    stream: chunk.stream,
    text,
  }));
}

function isWithin({ from, to }: LogRange) {
  return ({ line }: LogLine) => line >= from && line <= to;
}

async function lastAttempt(
  knex: Knex,
  runId: string,
  stepId: string,
): Promise<number> {
  const row = await knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: runId, step_id: stepId })
    .max({ attempt: 'attempt' })
    .first();
  return Number(row?.attempt ?? 1);
}

/** Reads how far both streams of an attempt are stored. */
export async function readLogPosition(
  knex: Knex,
  ref: { runId: string; stepId: string; attempt: number },
): Promise<LogPosition> {
  const rows = await knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: ref.runId, step_id: ref.stepId, attempt: ref.attempt })
    .groupBy('stream')
    .select('stream')
    .max({ end_offset: 'end_offset' });
  const offsets = new Map(
    rows.map(row => [row.stream, Number(row.end_offset)]),
  );
  return {
    stdout: offsets.get('stdout') ?? 0,
    stderr: offsets.get('stderr') ?? 0,
    lines: await countLines(knex, ref),
  };
}
