import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { BEGINNING, sealEntry, type AuditFact } from '../audit/chain';
import { createDatabaseAuditStore } from '../database';
import { toAuditRow } from '../database/audit/auditRows';

const AT = '2026-11-24T12:00:00.000Z';

const factOf = (n: number, at: string): AuditFact => ({
  at,
  act: 'run.cancel',
  outcome: 'done',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest', via: 'session' },
  reason: `reason ${n}`,
});

/** Adds entries as the plugin does. */
export async function addEntries(
  knex: Knex,
  count: number,
  at = AT,
): Promise<void> {
  const store = createDatabaseAuditStore(knex);
  for (let n = 1; n <= count; n++) {
    await store.append(end => sealEntry(factOf(n, at), end));
  }
}

/** Fills an empty record with many entries, in few statements. */
export async function addManyEntries(knex: Knex, count: number): Promise<void> {
  let end = BEGINNING;
  const rows = Array.from({ length: count }, (_, index) => {
    const entry = sealEntry(factOf(index + 1, AT), end);
    end = { number: entry.number, digest: entry.digest };
    return toAuditRow(entry);
  });
  await knex.batchInsert('audit_entries', rows, 40);
  await knex('audit_end').update(end);
}

/**
 * Makes the whole record anew from its first entry, as somebody can who writes
 * the database: each digest fits, and only what one entry says is another thing.
 */
export async function rewriteRecord(
  knex: Knex,
  number: number,
  change: Partial<AuditFact>,
): Promise<void> {
  const store = createDatabaseAuditStore(knex);
  const entries = await store.read({ after: 0, limit: 100_000 });
  let end = BEGINNING;
  for (const entry of entries) {
    const { digest, previousDigest, number: place, ...fact } = entry;
    const told = place === number ? { ...fact, ...change } : fact;
    const anew: AuditEntry = sealEntry(told, end);
    await knex('audit_entries')
      .where({ number: place })
      .update(toAuditRow(anew));
    end = { number: anew.number, digest: anew.digest };
  }
  await knex('audit_end').update({ digest: end.digest });
}
