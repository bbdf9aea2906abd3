import type { Knex } from 'knex';
import type { AuditEnd } from '../../ports';
import { rowsOf, type Sql, type Write } from '../writes';

/** The one row that everybody who adds an entry has to change. */
const END = { id: 1 };

export async function readEnd(knex: Knex): Promise<AuditEnd> {
  return knex('audit_end').where(END).first('number', 'digest');
}

/** Lets nobody else add an entry or a seal until the transaction is over. */
export async function lockEnd(trx: Knex): Promise<void> {
  await trx('audit_end').where(END).forUpdate().first('number');
}

/** Lets nobody else add an entry until the write is over; returns where the record ends. */
export function* takeEnd(knex: Knex): Write<AuditEnd> {
  const query = knex('audit_end').where(END).forUpdate();
  const [end] = yield* rowsOf<AuditEnd>(query.select('number', 'digest'));
  return end;
}

export function setEnd(knex: Knex, { number, digest }: AuditEnd) {
  return knex('audit_end').where(END).update({ number, digest });
}

/**
 * Makes the part `moved` of a statement of PostgreSQL: it gives a row only if
 * the record ended where it was believed to.
 */
export function moveEnd(from: AuditEnd, to: AuditEnd): Sql {
  return {
    sql: `moved as (update audit_end set number = ?, digest = ? where id = ? and number = ? and digest = ? returning number)`,
    bindings: [to.number, to.digest, END.id, from.number, from.digest],
  };
}
