import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AppendResult, Claim } from '../../ports';
import { OUTBOX_TABLE } from '../outbox/outboxTables';
import { toOutboxRows } from '../outbox/toOutboxRows';
import { toEventRows, toRunColumns, type RunRow } from '../rows';
import { rowsOf, type Sql, type Write, type Writer } from '../writes';
import { EVENT_TABLE, insertFrom, OUTBOX_ROWS } from './insertFrom';
import {
  numberEntries,
  type AppendChange,
  type NumberedEntries,
} from './numberEntries';
import { isStateDue } from './readRuns';

/**
 * Writes log chunks and events after the run's last entry, and the columns
 * that follow from them, in one transaction. The condition of the UPDATE is
 * the fence: it fails for a worker whose ticket is old, and for one that has
 * not seen the newest entry.
 */
export async function appendEntries(
  writer: Writer,
  change: AppendChange,
): Promise<AppendResult> {
  const next = await numberEntries(writer.knex, change);
  const addition = { ...next, update: createUpdate(change, next) };
  const isWritten = writer.isSqlite
    ? await writer.commit(() => writeInTurn(addition))
    : await writeAtOnce(writer, addition);
  return isWritten
    ? { result: 'appended', run: next.run, entries: next.entries }
    : explainRefusal(writer.knex, change.claim);
}

interface Addition extends NumberedEntries {
  update: Sql;
}

function createUpdate(
  { claim, run: before }: AppendChange,
  { run }: NumberedEntries,
): Sql {
  const columns = {
    ...toRunColumns(run),
    ...(isStateDue(before, run) && { state: JSON.stringify(run) }),
    ...(isRunFinished(before) && { compacted_state: null }),
    // A run that is over is given back in the same commit.
    ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
  };
  const set = Object.keys(columns).map(name => `${name} = ?`);
  return {
    sql: `update runs set ${set.join(', ')} where id = ? and ticket = ? and last_seq = ? returning id`,
    bindings: [...Object.values(columns), run.id, claim.ticket, before.lastSeq],
  };
}

function* writeInTurn({
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
  for (const chunk of chunks) yield insert('run_log_chunks', chunk);
  return true;
}

function insert(table: string, row: object): Sql {
  const names = Object.keys(row);
  const values = names.map(() => '?').join(', ');
  return {
    sql: `insert into ${table} (${names.join(', ')}) values (${values})`,
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

function endsLock(run: Run): boolean {
  return run.lock !== undefined && isRunFinished(run);
}

async function explainRefusal(knex: Knex, claim: Claim): Promise<AppendResult> {
  const row = await knex<RunRow>('runs').where({ id: claim.runId }).first();
  return { result: row?.ticket === claim.ticket ? 'behind' : 'claim-lost' };
}
