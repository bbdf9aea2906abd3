import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AuditEnd } from '../../ports';
import { toAuditRow, type AuditRow } from './auditRows';

/** The one row that everybody who adds an entry has to change first. */
const END = { id: 1 };

/**
 * Adds an entry. Counting the end up is the first statement that two writers
 * meet at, so the second waits for the commit of the first, in this process or
 * another: numbers have no gap, and each digest follows from the one before.
 */
export async function appendEntry(
  knex: Knex,
  make: (end: AuditEnd) => AuditEntry,
  close?: { id: string; ifOpen?: boolean },
): Promise<AuditEntry | undefined> {
  return knex.transaction(async trx => {
    if (close) {
      const closed = await trx('audit_open').where({ id: close.id }).delete();
      if (close.ifOpen && closed === 0) return undefined;
    }
    const [end] = await trx('audit_end')
      .where(END)
      .update({ number: trx.raw('number + 1') })
      .returning(['number', 'digest']);
    const entry = make({ number: end.number - 1, digest: end.digest });
    await trx<AuditRow>('audit_entries').insert(toAuditRow(entry));
    await trx('audit_end').where(END).update({ digest: entry.digest });
    return entry;
  });
}

export async function readEnd(knex: Knex): Promise<AuditEnd> {
  return knex('audit_end').where(END).first('number', 'digest');
}

/** Lets nobody else add an entry or a seal until the transaction is over. */
export async function lockEnd(trx: Knex): Promise<void> {
  await trx('audit_end').where(END).forUpdate().first('number');
}
