import type { AuditSeal } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { guardPort } from '../availability';
import type { AuditSealStore } from '../../ports';
import { clampInteger } from '../operations/clampInteger';
import { OUTBOX_TABLE, toSealRow } from '../outbox';
import { lockEnd } from './auditEnd';
import { toWrittenTime } from './auditRows';
import { readNumberCursor } from './readNumberCursor';

/** A row of the seals, as the migration defines it. */
interface SealRow {
  number: number;
  digest: string;
  at: number | string;
  key_id: string;
  signature: string;
}

/** Keeps the seals of the audit record in SQLite or PostgreSQL. */
export function createDatabaseSealStore(knex: Knex): AuditSealStore {
  return guardPort(knex, {
    newest: () => readNewest(knex),
    async read({ after, upTo }) {
      const rows = await knex<SealRow>('audit_seals')
        .where('number', '>', clampInteger(after))
        .andWhere('number', '<=', clampInteger(upTo))
        .orderBy('number');
      return rows.map(toSeal);
    },
    async list({ limit, cursor }) {
      const query = knex<SealRow>('audit_seals')
        .orderBy('number', 'desc')
        .limit(limit + 1);
      if (cursor) query.where('number', '<', readNumberCursor(cursor));
      const rows = await query;
      const items = rows.slice(0, limit).map(toSeal);
      const last = items.at(-1);
      return {
        items,
        ...(rows.length > limit && last && { nextCursor: String(last.number) }),
      };
    },
    add: (seal, after) => addSeal(knex, seal, after),
  });
}

/**
 * Whoever seals has to have the end of the record first, so that the second of
 * two sees the seal of the first and leaves it at that.
 */
async function addSeal(
  knex: Knex,
  seal: AuditSeal,
  after: number,
): Promise<boolean> {
  return knex.transaction(async trx => {
    await lockEnd(trx);
    const newest = await readNewest(trx);
    if ((newest?.number ?? 0) !== after) return false;
    await trx<SealRow>('audit_seals').insert(toRow(seal));
    await trx(OUTBOX_TABLE).insert(toSealRow(seal));
    return true;
  });
}

async function readNewest(knex: Knex): Promise<AuditSeal | undefined> {
  const row = await knex<SealRow>('audit_seals')
    .orderBy('number', 'desc')
    .first();
  return row && toSeal(row);
}

function toRow({ number, digest, at, keyId, signature }: AuditSeal): SealRow {
  return { number, digest, at: Date.parse(at), key_id: keyId, signature };
}

function toSeal({ number, digest, at, key_id, signature }: SealRow): AuditSeal {
  return { number, digest, at: toWrittenTime(at), keyId: key_id, signature };
}
