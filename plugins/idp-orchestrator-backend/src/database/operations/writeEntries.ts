import {
  isRunFinished,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { OUTBOX_TABLE } from '../outbox/outboxTables';
import { toOutboxRows } from '../outbox/toOutboxRows';
import { toEventRows, type LogChunkRow } from '../rows';
import { toUpserts } from '../touches/touchRows';
import { rowsOf, type Sql, type Write, type Writer } from '../writes';
import { EVENT_TABLE, insertFrom, OUTBOX_ROWS } from './insertFrom';

/** What is written with the change of a run's row. */
export interface Addition {
  /** Changes the row, and gives one row if it did; when it does not, nothing is written. */
  update: Sql;
  /** The run as the entries leave it. */
  run: Run;
  entries: FeedEntry[];
  chunks: LogChunkRow[];
}

/** Writes entries of a run in one transaction; returns false when the row was not to be changed. */
export async function writeEntries(
  writer: Writer,
  addition: Addition,
): Promise<boolean> {
  return writer.isSqlite
    ? writer.commit(() => writeInTurn(addition))
    : writeAtOnce(writer, addition);
}

/** The same within a write of SQLite. */
export function* writeInTurn({
  update,
  run,
  entries,
  chunks,
}: Addition): Write<boolean> {
  const fenced = yield* rowsOf(update);
  if (fenced.length === 0) return false;
  if (endsLock(run)) {
    yield { sql: 'delete from run_locks where run_id = ?', bindings: [run.id] };
  }
  for (const event of toEventRows(run.id, entries)) {
    yield insert('run_events', event);
  }
  for (const row of toOutboxRows(run.id, entries)) {
    yield insert(OUTBOX_TABLE, row);
  }
  for (const { table, rows } of toUpserts(run, entries)) {
    for (const row of rows) yield insert(table.table, row, table.onConflict);
  }
  for (const chunk of chunks) yield insert('run_log_chunks', chunk);
  return true;
}

function insert(table: string, row: object, onConflict = ''): Sql {
  const names = Object.keys(row);
  const values = names.map(() => '?').join(', ');
  return {
    sql: `insert into ${table} (${names.join(', ')}) values (${values}) ${onConflict}`.trimEnd(),
    bindings: Object.values(row),
  };
}

/**
 * Writes the same as one statement of PostgreSQL, which is a transaction by
 * itself: one round trip for the step of a run, where BEGIN, UPDATE, INSERT and
 * COMMIT are four. When the UPDATE changes no row, nothing is inserted.
 */
async function writeAtOnce(
  writer: Writer,
  { update, run, entries, chunks }: Addition,
): Promise<boolean> {
  const parts = [{ ...update, sql: `fenced as (${update.sql})` }];
  if (endsLock(run)) {
    const sql =
      'freed as (delete from run_locks where run_id in (select id from fenced))';
    parts.push({ sql, bindings: [] });
  }
  const events = toEventRows(run.id, entries);
  if (events.length > 0) parts.push(insertFrom('fenced', EVENT_TABLE, events));
  const outbox = toOutboxRows(run.id, entries);
  if (outbox.length > 0) parts.push(insertFrom('fenced', OUTBOX_ROWS, outbox));
  for (const { table, rows } of toUpserts(run, entries)) {
    parts.push(insertFrom('fenced', table, rows));
  }
  if (chunks.length > 0) parts.push(insertFrom('fenced', CHUNKS, chunks));
  const { rows } = await writer.commitOne({
    sql: `with ${parts.map(({ sql }) => sql).join(', ')} select id from fenced`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  });
  return rows.length > 0;
}

const CHUNKS = {
  table: 'run_log_chunks',
  types: {
    run_id: 'text',
    seq: 'int',
    at: 'bigint',
    step_id: 'text',
    attempt: 'int',
    stream: 'text',
    first_line: 'int',
    line_count: 'int',
    end_offset: 'bigint',
    text: 'text',
  },
};

export function endsLock(run: Run): boolean {
  return run.lock !== undefined && isRunFinished(run);
}
