import { InputError } from '@backstage/errors';
import type { DeliveryRecord } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { guardPort } from '../availability';
import type { DeliveryLog } from '../../ports';
import { toIso } from '../rows';
import type { DeliveryRow } from './outboxTables';

/** Reads the log of deliveries, and reopens those that are over, in SQLite or PostgreSQL. */
export function createDeliveryLog(knex: Knex): DeliveryLog {
  return guardPort(knex, {
    async list({ receiver, state }, { limit, cursor }) {
      const query = knex<DeliveryRow>('deliveries')
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(limit + 1);
      if (receiver) query.where({ receiver });
      if (state) query.where({ state });
      if (cursor) {
        const { at, id } = readCursor(cursor);
        query.where(older =>
          older
            .where('at', '<', at)
            .orWhere(same => same.where({ at }).andWhere('id', '<', id)),
        );
      }
      const rows = await query;
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(toRecord),
        ...(rows.length > limit &&
          last && { nextCursor: `${last.at},${last.id}` }),
      };
    },
    async find(id) {
      const row = await knex<DeliveryRow>('deliveries').where({ id }).first();
      return row && toRecord(row);
    },
    // One statement, so that of two who ask at once one is refused.
    async reopen(id, at) {
      const [row] = await knex<DeliveryRow>('deliveries')
        .where({ id })
        .whereNot({ state: 'waiting' })
        .update({
          state: 'waiting',
          attempts: 0,
          next_at: at,
          finished_at: null,
        })
        .returning('*');
      return row && toRecord(row);
    },
  });
}

function readCursor(cursor: string): { at: number; id: string } {
  const found = /^(\d{1,15}),(.+)$/.exec(cursor);
  if (found) return { at: Number(found[1]), id: found[2] };
  throw new InputError(
    `The cursor ${cursor} is none of this list: expected the nextCursor of its last page`,
  );
}

function toRecord(row: DeliveryRow): DeliveryRecord {
  const { id, receiver, type, state, attempts } = row;
  return {
    ...{ id, receiver, type, state, attempts },
    at: toIso(row.at),
    ...(state === 'waiting' && { nextAt: toIso(row.next_at) }),
    ...(row.finished_at !== null && { finishedAt: toIso(row.finished_at) }),
    ...(row.http_status !== null && { httpStatus: row.http_status }),
    ...(row.error !== null && { error: row.error }),
  };
}
