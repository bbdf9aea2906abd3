import {
  isFailureOpen,
  seqOf,
  type FeedEntry,
  type LogStream,
  type Run,
  type RunEvent,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * A row of a run, as the migrations define it, like those below. PostgreSQL
 * gives big integers as strings.
 */
export interface RunRow {
  id: string;
  flow_id: string;
  flow_digest: string;
  environment: string;
  status: string;
  initiator: string;
  on_behalf_of: string;
  risk: string;
  idempotency_key: string | null;
  created_at: number | string;
  finished_at: number | string | null;
  /** Null in runs from before it was kept. */
  title: string | null;
  /** When it failed, where nobody has retried or dismissed it since. */
  open_since: number | string | null;
  last_seq: number;
  /** The folded run, as it was at some entry: see readRuns. Empty when it is compacted. */
  state: string;
  compacted_state: Buffer | null;
  ticket: number;
  worker: string | null;
  lease_until: number | string;
  wake_at: number | string;
  wake_host: string | null;
  /** 1 while it rests since a window holds a step of it. */
  is_held: number;
  start_at: number | string;
  lock_key: string | null;
  priority: number;
  /** The run at the top of its tree, where a step started it. */
  root_id: string | null;
}

export interface EventRow {
  run_id: string;
  seq: number;
  at: number | string;
  fact: string;
}

export interface LogChunkRow {
  run_id: string;
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

/** Makes the columns of a run's row that follow from its state, but for the state itself. */
export function toRunColumns(run: Run) {
  const finishedAt = run.finishedAt ? Date.parse(run.finishedAt) : null;
  return {
    status: run.status,
    finished_at: finishedAt,
    open_since: isFailureOpen(run) ? finishedAt : null,
    last_seq: run.lastSeq,
    start_at: startOf(run),
  };
}

/** Tells before which time (ms since 1970) no worker takes a run; a cancel needs one at once. */
function startOf(run: Run): number {
  if (!run.startAt || run.startedAt || run.cancellation || run.retries) {
    return 0;
  }
  return Date.parse(run.startAt);
}

export function toEventRows(runId: string, entries: FeedEntry[]): EventRow[] {
  return entries.flatMap(entry => {
    if (entry.kind !== 'event') return [];
    const { seq, at, ...fact } = entry.event;
    return [
      {
        run_id: runId,
        seq,
        at: Date.parse(at),
        fact: JSON.stringify(fact),
      },
    ];
  });
}

/** The entries of a run as they are stored, before they are put in one order. */
export interface StoredEntries {
  events: RunEvent[];
  chunks: StoredChunk[];
}

/** A log chunk, whichever run it is of. */
export type StoredChunk = Omit<LogChunkRow, 'run_id'>;

export function toFeedEntries({ events, chunks }: StoredEntries): FeedEntry[] {
  const entries = [
    ...events.map(event => ({ kind: 'event', event }) as const),
    ...chunks.map(toLogEntry),
  ];
  return entries.sort((a, b) => seqOf(a) - seqOf(b));
}

export function toEvent({ seq, at, fact }: Omit<EventRow, 'run_id'>): RunEvent {
  return { ...(JSON.parse(fact) as RunFact), seq, at: toIso(at) };
}

function toLogEntry(row: StoredChunk): FeedEntry {
  return {
    kind: 'log',
    chunk: {
      seq: row.seq,
      at: toIso(row.at),
      stepId: row.step_id,
      attempt: row.attempt,
      stream: row.stream,
      firstLine: row.first_line,
      lines: linesOf(row),
    },
  };
}

/** Splits a chunk into its lines. One without lines only moves the offset: the script said commands. */
export function linesOf(row: StoredChunk): string[] {
  return row.line_count === 0 ? [] : row.text.split('\n');
}

export function toIso(at: number | string): string {
  return new Date(Number(at)).toISOString();
}
