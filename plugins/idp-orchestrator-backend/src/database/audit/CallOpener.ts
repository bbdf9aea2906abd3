import type { OpenCall } from '../../ports';
import { Gatherer, type Writer } from '../writes';
import { toOpenRow, type OpenRow } from './openCalls';

/** Writes that calls are under way; those that begin at the same moment share a commit. */
export class CallOpener {
  readonly #gatherer = new Gatherer((rows: OpenRow[]) => this.#insert(rows));

  constructor(private readonly writer: Writer) {}

  async open(call: OpenCall): Promise<void> {
    const row = toOpenRow(call);
    const { knex, isSqlite } = this.writer;
    // The writer of SQLite gathers by itself.
    if (isSqlite) await this.writer.commitOne(knex('audit_open').insert(row));
    else await this.#gatherer.add(row);
  }

  async #insert(rows: OpenRow[]): Promise<void[]> {
    await this.writer.commitOne({
      sql: 'insert into audit_open (id, opened_at, call) select * from unnest(?::text[], ?::bigint[], ?::text[])',
      bindings: [
        rows.map(({ id }) => id),
        rows.map(row => row.opened_at),
        rows.map(({ call }) => call),
      ],
    });
    return rows.map(() => undefined);
  }
}
