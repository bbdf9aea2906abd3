import type {
  LogLine,
  LogPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { LogPosition, LogRange } from '../../ports';
import { listPartsOf, listLoggedParts, readLoggedParts } from '../compaction';
import { linesOf, toIso, type LogChunkRow, type StoredChunk } from '../rows';
import { clampInteger } from './clampInteger';
import { countLines, LONGEST_CHUNK, type AttemptRef } from './countLines';

/** Reads lines `from` to `to` (both included) of an attempt, by default its last. */
export async function readLog(knex: Knex, range: LogRange): Promise<LogPage> {
  for (;;) {
    const page = await findLines(knex, range);
    if (page) return page;
  }
}

/**
 * Looks for lines that are not compacted, then for those that are, which come
 * before them: so none that is compacted meanwhile is missed. Returns undefined
 * when some were expanded meanwhile, which it may have missed.
 */
async function findLines(
  knex: Knex,
  range: LogRange,
): Promise<LogPage | undefined> {
  const { runId, stepId } = range;
  const before = await listLoggedParts(knex, range);
  const latest = range.attempt ?? (await lastAttempt(knex, runId, stepId));
  const ref = { runId, stepId, attempt: clampInteger(latest) };
  const rows = await readRows(knex, ref, range);
  const counted = await countLines(knex, ref);
  const all = await listLoggedParts(knex, range);
  const left = new Set(all.map(({ firstSeq }) => firstSeq));
  if (!before.every(({ firstSeq }) => left.has(firstSeq))) return undefined;
  const parts = all.filter(({ attempt }) => attempt === ref.attempt);
  const first = rows[0]?.first_line ?? Infinity;
  const wanted = parts.filter(
    ({ from, to }) => from <= range.to && to >= range.from && from < first,
  );
  const compacted = await readLoggedParts(knex, runId, wanted);
  if (!compacted) return undefined;
  const chunks = compacted
    .filter(({ first_line }) => first_line < first)
    .filter(({ stream }) => !range.stream || stream === range.stream);
  return {
    items: [...chunks, ...rows].flatMap(toLines).filter(isWithin(range)),
    total: Math.max(counted, ...parts.map(({ to }) => to)),
  };
}

/** Reads the chunks of a range that are not compacted. */
function readRows(
  knex: Knex,
  { runId, stepId, attempt }: AttemptRef,
  range: LogRange,
): Promise<LogChunkRow[]> {
  const [from, to] = [range.from, range.to].map(clampInteger);
  const query = knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: runId, step_id: stepId, attempt })
    .andWhere('first_line', '<=', to)
    .andWhereRaw('first_line + line_count > ?', [from])
    // Lets the index skip the chunks before the range: none has this many lines.
    .andWhere('first_line', '>', from - LONGEST_CHUNK)
    .orderBy('first_line');
  if (range.stream) query.andWhere({ stream: range.stream });
  return query;
}

function toLines(chunk: StoredChunk): LogLine[] {
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
  // Attempts that are not compacted are later ones.
  if (row?.attempt) return Number(row.attempt);
  const parts = await listLoggedParts(knex, { runId, stepId });
  return Math.max(1, ...parts.map(({ attempt }) => attempt));
}

/** Reads how far both streams of an attempt are stored. */
export async function readLogPosition(
  knex: Knex,
  ref: AttemptRef,
): Promise<LogPosition> {
  const rows = await knex<LogChunkRow>('run_log_chunks')
    .where({ run_id: ref.runId, step_id: ref.stepId, attempt: ref.attempt })
    .groupBy('stream')
    .select('stream')
    .max({ end_offset: 'end_offset' });
  const lines = await countLines(knex, ref);
  const position = { stdout: 0, stderr: 0, lines };
  for (const { to, offsets } of await listPartsOf(knex, ref)) {
    for (const stream of ['stdout', 'stderr'] as const) {
      position[stream] = Math.max(position[stream], offsets[stream] ?? 0);
    }
    position.lines = Math.max(position.lines, to);
  }
  for (const { stream, end_offset } of rows) {
    position[stream] = Math.max(position[stream], Number(end_offset));
  }
  return position;
}
