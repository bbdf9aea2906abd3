import { ConflictError } from '@backstage/errors';
import {
  applyRunEvent,
  isProposed,
  principalBehind,
  titleOfRun,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { FirstLease, MadeRun, NewRun } from '../../ports';
import { OPEN_CALLS, toOpenRow } from '../audit/openCalls';
import { toOutboxRow, toOutboxRows } from '../outbox/toOutboxRows';
import { toEventRows, toRunColumns, type RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import { rowsOf, toSql, type Write, type Writer } from '../writes';
import { SECRETS, toSecretsRow } from '../runSecrets';
import {
  EVENT_TABLE,
  insertFrom,
  OUTBOX_ROWS,
  type TypedTable,
} from './insertFrom';
import { AUTHORITIES, toAuthorityRow } from './runAuthority';
import { LABELS, toLabelRows } from './runLabels';
import { REASONS, toReasonRows } from './list/runReasons';
import { readRun } from './readRuns';
import { numberFacts } from './numberEntries';
import { insertLock } from './runLocks';
import { SERVICE_CHANGES, toServiceChanges } from './serviceChanges';

/** The number of rows inserted with one statement; databases limit its parts. */
const BATCH = 100;

/** The ticket of a run that is claimed as it is made; each claim after it has a higher one. */
const FIRST_TICKET = 1;

/** The lease of a process with its labels. */
type LabelledLease = FirstLease & { labels: string[] };

/**
 * Writes a new run, its first event, and before them its definition. When two
 * callers bring the same idempotency key at the same time, the unique index
 * lets one insert through; the other reads what that one made. With a lease it
 * is claimed and begun by the same commit, where nothing keeps it from that.
 *
 * @throws ConflictError when its id is taken, or another run holds its lock
 */
export async function createRun(
  { writer, definitions }: { writer: Writer; definitions: StoredDefinitions },
  newRun: NewRun,
  lease?: LabelledLease,
): Promise<MadeRun> {
  const { knex } = writer;
  const { run, definition, idempotencyKey } = newRun;
  await definitions.add(run.flowDigest, definition);
  const taken = lease && mayBegin(newRun, lease.labels) ? lease : undefined;
  const begun = numberFirst(newRun, taken);
  const row = {
    ...toNewRow(newRun, begun.run),
    ...(taken && {
      worker: taken.worker,
      lease_until: taken.until,
      ticket: FIRST_TICKET,
    }),
  };
  const rows = { row, additions: additionsOf(newRun, begun.entries) };
  const isMade =
    writer.isSqlite || takesLockAtOnce(newRun)
      ? await writer.commit(() => insertInTurn(knex, newRun, rows))
      : await insertAtOnce(writer, rows);
  if (isMade) {
    const claim = { runId: run.id, ticket: FIRST_TICKET };
    return {
      run: begun.run,
      created: true,
      ...(taken && { claimed: { ...begun, claim, definition } }),
    };
  }
  const first = await findByKey(knex, idempotencyKey);
  if (first) return { run: first, created: false };
  throw new ConflictError(
    `There is a run ${run.id} already. Leave the id out, or choose a new one`,
  );
}

/** Numbers what a run is begun with, after the event that it is made by. */
function numberFirst(
  { run, definition }: NewRun,
  lease: FirstLease | undefined,
): { run: Run; entries: FeedEntry[] } {
  const at = run.createdAt;
  const made = { type: 'run.created' as const, run, seq: 1, at };
  const state = applyRunEvent(undefined, made);
  return numberFacts(state, lease?.begin(state, definition) ?? [], at);
}

/** Tells whether a process with these labels may begin a run at once: it needs no lock, time or answer. */
function mayBegin(newRun: NewRun, labels: string[]): boolean {
  const { run } = newRun;
  return (
    run.waitingFor?.kind === 'worker' &&
    lockKeyOf(run) === null &&
    labelsOf(newRun).every(label => labels.includes(label))
  );
}

function labelsOf({ definition, labels = [] }: NewRun): string[] {
  // Definitions of earlier versions have none.
  return [...(definition.runsOn ?? []), ...labels];
}

/** Rows of a table that are written with a new run. */
interface Addition {
  table: TypedTable<object>;
  rows: object[];
}

/** The row of a run, and all that is written with it. */
interface NewRows {
  row: Partial<RunRow>;
  additions: Addition[];
}

/** Lists all that is written with the row of a run; `entries` is what it is begun with. */
function additionsOf(newRun: NewRun, entries: FeedEntry[]): Addition[] {
  const { run, authority, secrets, services, opening } = newRun;
  const at = Date.parse(run.createdAt);
  const event = {
    run_id: run.id,
    seq: 1,
    at,
    fact: JSON.stringify({ type: 'run.created', run }),
  };
  const outbox = [toOutboxRow(run.id, 1, at), ...toOutboxRows(run.id, entries)];
  const additions: Addition[] = [
    { table: LABELS, rows: toLabelRows(run.id, labelsOf(newRun)) },
    { table: REASONS, rows: toReasonRows(run) },
    { table: SERVICE_CHANGES, rows: toServiceChanges(run, services) },
    {
      table: AUTHORITIES,
      rows: authority ? [toAuthorityRow(run.id, authority)] : [],
    },
    { table: SECRETS, rows: secrets ? [toSecretsRow(run.id, secrets)] : [] },
    { table: OPEN_CALLS, rows: opening ? [toOpenRow(opening)] : [] },
    { table: EVENT_TABLE, rows: [event, ...toEventRows(run.id, entries)] },
    { table: OUTBOX_ROWS, rows: outbox },
  ];
  return additions.filter(({ rows }) => rows.length > 0);
}

/**
 * Inserts the rows of a run in a transaction; returns false when there is a run
 * with that id or idempotency key.
 */
function* insertInTurn(
  knex: Knex,
  newRun: NewRun,
  { row, additions }: NewRows,
): Write<boolean> {
  const { run } = newRun;
  const inserted = yield* rowsOf(insertRow(knex, row));
  if (inserted.length === 0) return false;
  if (takesLockAtOnce(newRun) && run.lock) {
    yield* requireLock(knex, { key: run.lock, run });
  }
  for (const { table, rows } of additions) {
    for (let first = 0; first < rows.length; first += BATCH) {
      yield knex(table.table).insert(rows.slice(first, first + BATCH));
    }
  }
  return true;
}

/**
 * Writes the same as one statement of PostgreSQL, which is a transaction by
 * itself: one round trip instead of five or more.
 */
async function insertAtOnce(
  writer: Writer,
  { row, additions }: NewRows,
): Promise<boolean> {
  const made = toSql(insertRow(writer.knex, row));
  const parts = [
    { ...made, sql: `made as (${made.sql})` },
    ...additions.map(({ table, rows }) => insertFrom('made', table, rows)),
  ];
  const { rows } = await writer.commitOne({
    sql: `with ${parts.map(({ sql }) => sql).join(', ')} select id from made`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  });
  return rows.length > 0;
}

function insertRow(knex: Knex, row: Partial<RunRow>) {
  return knex('runs').insert(row).onConflict().ignore().returning('id');
}

/**
 * Tells whether a run has to have its lock when it is made. One that starts
 * later, or may never start, comes to its lock then, like those that wait.
 */
function takesLockAtOnce({ run, definition, ...more }: NewRun): boolean {
  const { concurrency = definition.concurrency } = more;
  const isLater = run.waitingFor?.kind === 'timer' || isProposed(run);
  return (
    run.lock !== undefined && concurrency?.onConflict === 'reject' && !isLater
  );
}

function toNewRow(
  { run, definition, idempotencyKey, root }: NewRun,
  state: Run,
): Partial<RunRow> {
  return {
    id: run.id,
    flow_id: run.flowId,
    flow_digest: run.flowDigest,
    environment: run.environment,
    title: titleOfRun(run),
    initiator: run.initiator.ref,
    on_behalf_of: principalBehind(run.initiator) ?? '',
    risk: run.risk ?? definition.risk,
    idempotency_key: idempotencyKey ?? null,
    created_at: Date.parse(run.createdAt),
    lock_key: lockKeyOf(run),
    root_id: root ?? null,
    priority: run.priority ?? 0,
    ...toRunColumns(state),
    state: JSON.stringify(state),
  };
}

/**
 * Names the lock that a run waits for. A run that is only proposed keeps nobody
 * waiting, however long nobody answers.
 */
export function lockKeyOf(run: Pick<Run, 'lock' | 'steps'>): string | null {
  return run.lock !== undefined && !isProposed(run) ? run.lock : null;
}

/** Finds the run that was made with a key, if one was. */
export async function findByKey(
  knex: Knex,
  key: string | undefined,
): Promise<Run | undefined> {
  if (key === undefined) return undefined;
  const row = await knex<RunRow>('runs')
    .where({ idempotency_key: key })
    .first();
  return row && readRun(knex, row);
}

/**
 * Takes the lock of a run that must not wait for it. When it throws, nothing is
 * written.
 *
 * @throws ConflictError naming the run that has the lock
 */
function* requireLock(
  knex: Knex,
  { key, run }: { key: string; run: NewRun['run'] },
): Write<void> {
  const since = Date.parse(run.createdAt);
  const holder = yield* insertLock(knex, { key, run_id: run.id, since });
  if (holder === run.id) return;
  throw new ConflictError(
    `${titleOfRun(run)} runs already: run ${holder} holds ${key}. Wait until it is over, or cancel it`,
  );
}
