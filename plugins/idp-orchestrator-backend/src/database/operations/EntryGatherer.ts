import { isRunFinished } from '@idp/backstage-plugin-idp-orchestrator-common';
import { toOutboxRows } from '../outbox/toOutboxRows';
import { toEventRows, toRunColumns } from '../rows';
import { areTouches } from '../touches/touchRows';
import { Gatherer, type Sql, type Writer } from '../writes';
import { EVENT_TABLE, OUTBOX_ROWS, type TypedTable } from './insertFrom';
import { endsLock, writeEntries, type Addition } from './writeEntries';

/** An addition by the worker that has the run. */
export interface WorkerAddition extends Addition {
  ticket: number;
  /** The number of the entry that it follows. */
  after: number;
  /** The state of the run, where it is stored anew. */
  state?: string;
}

/**
 * Writes what happens in several runs at the same moment together, as one
 * statement of PostgreSQL, each behind its own fence: under load the server is
 * asked, and a commit awaited, once for many steps. SQLite's writer gathers by
 * itself.
 */
export class EntryGatherer {
  readonly #gatherer: Gatherer<WorkerAddition, boolean>;

  constructor(private readonly writer: Writer) {
    this.#gatherer = new Gatherer(some => this.#write(some));
  }

  /** Writes entries of a run in one transaction; returns false when the row was not to be changed. */
  add(addition: WorkerAddition): Promise<boolean> {
    return this.writer.isSqlite || !isSmall(addition)
      ? writeEntries(this.writer, addition)
      : this.#gatherer.add(addition);
  }

  async #write(some: WorkerAddition[]): Promise<boolean[]> {
    if (some.length === 1) return [await writeEntries(this.writer, some[0])];
    const { rows } = await this.writer.commitOne(toStatement(some));
    const written = new Set(
      (rows as Array<{ id: string }>).map(({ id }) => id),
    );
    return some.map(({ run }) => written.has(run.id));
  }
}

/** Lines are many, and are written beside each other; locks and services are other rows. */
function isSmall({ chunks, run, entries }: WorkerAddition): boolean {
  return chunks.length === 0 && !endsLock(run) && !areTouches(entries);
}

const CHANGES = {
  id: 'text',
  ticket: 'int',
  after: 'int',
  status: 'text',
  finished_at: 'bigint',
  open_since: 'bigint',
  last_seq: 'int',
  start_at: 'bigint',
  state: 'text',
  is_over: 'bool',
};

/**
 * Rows are locked in the order of their ids, as the renewal of leases locks
 * them, so that neither waits for the other in a circle.
 */
function toStatement(some: WorkerAddition[]): Sql {
  const asked = listsOf(CHANGES, some.map(toChange));
  const parts: Sql[] = [
    {
      ...asked,
      sql: `asked as (select * from ${asked.sql} as asked (${Object.keys(CHANGES).join(', ')}))`,
    },
    {
      sql: 'held as (select runs.id from runs join asked on asked.id = runs.id order by runs.id for update of runs)',
      bindings: [],
    },
    { sql: FENCED, bindings: [] },
    addedTo(
      EVENT_TABLE,
      some.flatMap(({ run, entries }) => toEventRows(run.id, entries)),
    ),
    addedTo(
      OUTBOX_ROWS,
      some.flatMap(({ run, entries }) => toOutboxRows(run.id, entries)),
    ),
  ];
  return {
    sql: `with ${parts.map(({ sql }) => sql).join(', ')} select id from fenced`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

const FENCED = `fenced as (
  update runs set
    status = asked.status,
    finished_at = asked.finished_at,
    open_since = asked.open_since,
    last_seq = asked.last_seq,
    start_at = asked.start_at,
    state = coalesce(asked.state, runs.state),
    worker = case when asked.is_over then null else runs.worker end,
    lease_until = case when asked.is_over then 0 else runs.lease_until end
  from asked join held on held.id = asked.id
  where runs.id = asked.id and runs.ticket = asked.ticket and runs.last_seq = asked.after
  returning runs.id)`;

function toChange({ run, ticket, after, state = null }: ChangeOf) {
  const isOver = isRunFinished(run);
  return {
    id: run.id,
    ticket,
    after,
    state,
    is_over: isOver,
    ...toRunColumns(run),
  };
}

type ChangeOf = Omit<WorkerAddition, 'state'> & { state?: string | null };

/** Inserts rows of those runs whose own row was changed. */
function addedTo<Row extends { run_id: string | null }>(
  { table, types }: TypedTable<Row>,
  rows: Row[],
): Sql {
  const list = Object.keys(types).join(', ');
  const { sql, bindings } = listsOf(types, rows);
  return {
    sql: `${table}_added as (insert into ${table} (${list}) select added.* from ${sql} as added (${list}) join fenced on fenced.id = added.run_id)`,
    bindings,
  };
}

/** Makes a table of rows, as one list for each column: its text is the same for any number of them. */
function listsOf<Row extends object>(
  types: Record<keyof Row, string>,
  rows: Row[],
): Sql {
  const names = Object.keys(types) as Array<keyof Row & string>;
  return {
    sql: `unnest(${names.map(name => `?::${types[name]}[]`).join(', ')})`,
    bindings: names.map(name => rows.map(row => row[name])),
  };
}
