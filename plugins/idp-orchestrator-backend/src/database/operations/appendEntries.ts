import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AppendResult, Claim } from '../../ports';
import { isSqlite } from '../openDatabase';
import { toEventRows, toRunColumns, type RunRow } from '../rows';
import { rowsOf, type Write, type Writer } from '../writes';
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
  const { knex } = writer;
  const next = await numberEntries(knex, change);
  const update = createUpdate(knex, change, next);
  const isWritten = isSqlite(knex)
    ? await writer.commit(() => writeInTurn(knex, { ...next, update }))
    : await writeAtOnce(writer, { ...next, update });
  return isWritten
    ? { result: 'appended', run: next.run, entries: next.entries }
    : explainRefusal(knex, change.claim);
}

interface Addition extends NumberedEntries {
  update: Knex.Raw;
}

/** SQL by hand, since building it takes longer than SQLite takes to carry it out. */
function createUpdate(
  knex: Knex,
  { claim, run: before }: AppendChange,
  { run }: NumberedEntries,
): Knex.Raw {
  const columns = {
    ...toRunColumns(run),
    ...(isStateDue(before, run) && { state: JSON.stringify(run) }),
    // A run that is over is given back in the same commit.
    ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
  };
  const set = Object.keys(columns).map(name => `${name} = ?`);
  return knex.raw(
    `update runs set ${set.join(', ')} where id = ? and ticket = ? and last_seq = ? returning id`,
    [...Object.values(columns), run.id, claim.ticket, before.lastSeq],
  );
}

function* writeInTurn(
  knex: Knex,
  { update, run, entries, chunks }: Addition,
): Write<boolean> {
  const fenced = yield* rowsOf(update);
  if (fenced.length === 0) return false;
  if (endsLock(run)) {
    yield knex.raw('delete from run_locks where run_id = ?', [run.id]);
  }
  for (const { run_id, seq, at, fact } of toEventRows(run.id, entries)) {
    yield knex.raw(
      'insert into run_events (run_id, seq, at, fact) values (?, ?, ?, ?)',
      [run_id, seq, at, fact],
    );
  }
  for (const chunk of chunks) yield knex('run_log_chunks').insert(chunk);
  return true;
}

/**
 * The same as one statement of PostgreSQL, which is a transaction by itself:
 * one round trip for the step of a run, where BEGIN, UPDATE, INSERT and COMMIT
 * are four. When the UPDATE changes no row, nothing is inserted.
 */
async function writeAtOnce(
  writer: Writer,
  { update, run, entries, chunks }: Addition,
): Promise<boolean> {
  const { knex } = writer;
  const parts = [knex.raw('fenced as (?)', [update])];
  if (endsLock(run)) {
    parts.push(
      knex.raw(
        'freed as (delete from run_locks where run_id in (select id from fenced))',
      ),
    );
  }
  const events = toEventRows(run.id, entries);
  if (events.length > 0) parts.push(insertFenced(knex, EVENTS, events));
  if (chunks.length > 0) parts.push(insertFenced(knex, CHUNKS, chunks));
  const all = parts.map(() => '?').join(', ');
  const { rows } = await writer.commitOne(
    knex.raw(`with ${all} select id from fenced`, parts),
  );
  return rows.length > 0;
}

const EVENTS = {
  table: 'run_events',
  types: { run_id: 'text', seq: 'int', at: 'bigint', fact: 'text' },
};

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

/** Rows of a run that go in only if the fence let the run's own row be changed. */
function insertFenced<Row extends object>(
  knex: Knex,
  { table, types }: { table: string; types: Record<keyof Row, string> },
  rows: Row[],
): Knex.Raw {
  const names = Object.keys(types) as Array<keyof Row & string>;
  const row = `(${names.map(name => `?::${types[name]}`).join(', ')})`;
  const list = names.join(', ');
  return knex.raw(
    `${table}_added as (insert into ${table} (${list}) select added.* from fenced cross join (values ${rows.map(() => row).join(', ')}) as added (${list}))`,
    rows.flatMap(one => names.map(name => one[name] as Knex.Value)),
  );
}

function endsLock(run: Run): boolean {
  return run.lock !== undefined && isRunFinished(run);
}

async function explainRefusal(knex: Knex, claim: Claim): Promise<AppendResult> {
  const row = await knex<RunRow>('runs').where({ id: claim.runId }).first();
  return { result: row?.ticket === claim.ticket ? 'behind' : 'claim-lost' };
}
