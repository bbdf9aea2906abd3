import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AuditEnd } from '../../ports';
import { insertListsFrom } from '../operations/insertFrom';
import {
  changesOf,
  Gatherer,
  type Sql,
  type Write,
  type Writer,
} from '../writes';
import { moveEnd, setEnd, takeEnd } from './auditEnd';
import { AUDIT_ENTRIES, toAuditRow, type AuditRow } from './auditRows';

/** An entry that is to be added. */
interface NewEntry {
  make(end: AuditEnd): AuditEntry;
  /** The open call that it tells the ending of. */
  closes?: string;
}

/**
 * Adds entries to the record. Whoever adds some changes the row of its end,
 * which the next writer waits for, in this process or another: numbers have no
 * gap, and each digest follows from the one before.
 *
 * All processes meet at that row, so it is held as seldom and as shortly as can
 * be: what is to be added while a commit is under way goes into the next one
 * together. A process that found nobody else there knows where the record ends,
 * and adds with a single statement, which does nothing if that is so no more.
 */
export class EntryAppender {
  readonly #gatherer = new Gatherer((some: NewEntry[]) => this.#add(some));
  /** The last entry that this process added. */
  #last?: AuditEnd;
  /** Tells that nobody else had added an entry when this process last did. */
  #isAlone = false;

  constructor(private readonly writer: Writer) {}

  async append(entry: NewEntry): Promise<AuditEntry> {
    if (this.writer.isSqlite) {
      // Its writer gathers by itself, and is the only one.
      const [added] = await this.writer.commit(() => this.#addLocked([entry]));
      return added;
    }
    return this.#gatherer.add(entry);
  }

  /** Adds an entry if the call that it closes is still open. */
  async appendIfOpen(
    entry: Required<NewEntry>,
  ): Promise<AuditEntry | undefined> {
    const { knex } = this.writer;
    const open = knex('audit_open').where({ id: entry.closes });
    const addLocked = () => this.#addLocked([entry]);
    return this.writer.commit(function* closeOnce() {
      if ((yield* changesOf(open.delete())) === 0) return undefined;
      const [added] = yield* addLocked();
      return added;
    });
  }

  async #add(some: NewEntry[]): Promise<AuditEntry[]> {
    const last = this.#last;
    const isAlone = this.#isAlone;
    // Until this is known to have been written.
    this.#isAlone = false;
    const added =
      (last && isAlone && (await this.#addAfter(last, some))) ||
      (await this.writer.commit(() => this.#addLocked(some)));
    this.#isAlone = !last || added[0].previousDigest === last.digest;
    this.#last = added[added.length - 1];
    return added;
  }

  /** Adds entries with one statement; undefined, and nothing is done, if the record ends elsewhere. */
  async #addAfter(
    end: AuditEnd,
    some: NewEntry[],
  ): Promise<AuditEntry[] | undefined> {
    const entries = chain(end, some);
    const adding = addAtOnce(end, { entries, closed: closedBy(some) });
    const { rows } = await this.writer.commitOne(adding);
    return rows.length > 0 ? entries : undefined;
  }

  *#addLocked(some: NewEntry[]): Write<AuditEntry[]> {
    const { knex, isSqlite } = this.writer;
    const end = yield* takeEnd(knex);
    const entries = chain(end, some);
    const additions = { entries, closed: closedBy(some) };
    if (isSqlite) yield* addInTurn(knex, additions);
    else yield addAtOnce(end, additions);
    return entries;
  }
}

interface Additions {
  entries: AuditEntry[];
  /** The open calls that they tell the endings of. */
  closed: string[];
}

function* addInTurn(knex: Knex, { entries, closed }: Additions): Write<void> {
  yield knex('audit_open').whereIn('id', closed).delete();
  for (const entry of entries) {
    yield knex('audit_entries').insert(toAuditRow(entry));
  }
  yield setEnd(knex, entries[entries.length - 1]);
}

/** Makes the statement of PostgreSQL that adds entries after `end`, and does nothing elsewhere. */
function addAtOnce(end: AuditEnd, { entries, closed }: Additions): Sql {
  const parts = [
    moveEnd(end, entries[entries.length - 1]),
    insertListsFrom<AuditRow>('moved', AUDIT_ENTRIES, entries.map(toAuditRow)),
    {
      sql: 'closed as (delete from audit_open using moved where audit_open.id = any(?::text[]))',
      bindings: [closed],
    },
  ];
  return {
    sql: `with ${parts.map(({ sql }) => sql).join(', ')} select number from moved`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

function closedBy(some: NewEntry[]): string[] {
  return some.flatMap(({ closes }) => closes ?? []);
}

function chain(end: AuditEnd, some: NewEntry[]): AuditEntry[] {
  let last = end;
  return some.map(({ make }) => {
    const entry = make(last);
    last = entry;
    return entry;
  });
}
