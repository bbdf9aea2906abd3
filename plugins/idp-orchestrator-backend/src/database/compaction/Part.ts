import type {
  LogStream,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  toIso,
  type EventRow,
  type LogChunkRow,
  type StoredEntries,
} from '../rows';

/** A row of the compacted entries of runs, as the migration defines it. */
export interface PartRow {
  run_id: string;
  first_seq: number;
  last_seq: number;
  /** The attempts that printed what is in it, JSON. */
  logs: string;
  content: Buffer;
}

/** The lines of an attempt in one part, and how far its files were read by then. */
export interface LoggedAttempt {
  step: string;
  attempt: number;
  from: number;
  to: number;
  /** The byte at which reading of each stream goes on, if the part has lines of it. */
  offsets: Partial<Record<LogStream, number>>;
}

/** Rows of one run, as they are before it is compacted. */
export interface EntryRows {
  events: EventRow[];
  chunks: LogChunkRow[];
}

/** What a part says when it is not compressed. Each time (ms) is told from the one before. */
interface PartContent {
  events: Array<[seq: number, sinceLast: number, fact: RunFact]>;
  chunks: Array<
    [
      seq: number,
      sinceLast: number,
      stepId: string,
      attempt: number,
      stream: LogStream,
      firstLine: number,
      lineCount: number,
      endOffset: number,
      text: string,
    ]
  >;
}

/** Writes rows as the text that is compressed. */
export function formatPart({ events, chunks }: EntryRows): string {
  const sinceEvent = sinceLast();
  const sinceChunk = sinceLast();
  // Facts are JSON already.
  const facts = events.map(
    ({ seq, at, fact }) => `[${seq},${sinceEvent(at)},${fact}]`,
  );
  const logs = chunks.map(chunk => [
    chunk.seq,
    sinceChunk(chunk.at),
    chunk.step_id,
    chunk.attempt,
    chunk.stream,
    chunk.first_line,
    chunk.line_count,
    Number(chunk.end_offset),
    chunk.text,
  ]);
  return `{"events":[${facts.join(',')}],"chunks":${JSON.stringify(logs)}}`;
}

function sinceLast(): (at: number | string) => number {
  let last = 0;
  return at => {
    const since = Number(at) - last;
    last = Number(at);
    return since;
  };
}

/** Reads what `formatPart` wrote. */
export function parsePart(content: unknown): StoredEntries {
  const { events, chunks } = content as PartContent;
  let eventAt = 0;
  let chunkAt = 0;
  return {
    events: events.map(([seq, since, fact]) => {
      eventAt += since;
      return { ...fact, seq, at: toIso(eventAt) };
    }),
    chunks: chunks.map(([seq, since, step_id, attempt, stream, ...rest]) => {
      chunkAt += since;
      const [first_line, line_count, end_offset, text] = rest;
      const place = { seq, at: chunkAt, step_id, attempt, stream };
      return { ...place, first_line, line_count, end_offset, text };
    }),
  };
}

/** Lists the attempts whose lines are among these, so that others need not be decompressed to find them. */
export function listLogged(chunks: LogChunkRow[]): LoggedAttempt[] {
  const found = new Map<string, LoggedAttempt>();
  for (const { step_id: step, attempt, ...chunk } of chunks) {
    const key = `${attempt} ${step}`;
    const before = found.get(key);
    found.set(key, {
      step,
      attempt,
      from: before?.from ?? chunk.first_line,
      to: chunk.first_line + chunk.line_count - 1,
      offsets: {
        ...before?.offsets,
        [chunk.stream]: Math.max(
          before?.offsets[chunk.stream] ?? 0,
          Number(chunk.end_offset),
        ),
      },
    });
  }
  return [...found.values()];
}
