import type { Knex } from 'knex';
import { guardPort } from '../availability';
import type { Delivery, Outbox, OutboxEvent } from '../../ports';
import { sharedWriter, type Sql, type Write, type Writer } from '../writes';
import { StoredDefinitions } from '../StoredDefinitions';
import {
  OUTBOX_TABLE,
  type DeliveryRow,
  type OutboxRow,
  type StopRow,
} from './outboxTables';
import { readOutboxEvents } from './readOutboxEvents';

/** Rows inserted with one statement; databases limit its parts. */
const BATCH = 50;

/** Keeps outbox events and their deliveries in SQLite or PostgreSQL. */
export function createOutbox(knex: Knex): Outbox {
  const writer = sharedWriter(knex);
  const definitions = new StoredDefinitions(knex);
  return guardPort(knex, {
    async listEvents(limit) {
      const rows = await knex<OutboxRow>(OUTBOX_TABLE)
        .orderBy(['at', 'id'])
        .limit(limit);
      const events = await readOutboxEvents(knex, definitions, rows);
      return { ids: rows.map(({ id }) => id), events: events.sort(byTime) };
    },
    createDeliveries: (eventIds, deliveries) =>
      createDeliveries(writer, eventIds, deliveries),
    claim: (receiver, claim) => claimDeliveries(knex, receiver, claim),
    async advance(ms) {
      await knex<DeliveryRow>('deliveries')
        .where({ state: 'waiting' })
        .decrement('next_at', ms);
    },
    async recordResult(id, { state, at, nextAt, status, error }) {
      await knex<DeliveryRow>('deliveries')
        .where({ id })
        .update({
          state,
          next_at: nextAt ?? at,
          finished_at: state === 'waiting' ? null : at,
          http_status: status ?? null,
          error: error ?? null,
        });
    },
    async stop(receiver, address, at) {
      await knex.transaction(async trx => {
        await trx<StopRow>('webhook_stops')
          .insert({ webhook: receiver, url_digest: address, at })
          .onConflict('webhook')
          .merge();
        await trx<DeliveryRow>('deliveries')
          .where({ receiver, state: 'waiting' })
          .update({
            state: 'given-up',
            finished_at: at,
            error: 'The receiver said that it is gone',
          });
      });
    },
    async listStops() {
      const rows = await knex<StopRow>('webhook_stops');
      return new Map(rows.map(row => [row.webhook, row.url_digest]));
    },
    async forget(ids) {
      await knex('deliveries').whereIn('id', ids).delete();
    },
    async removeBefore(time) {
      await knex('deliveries').where('at', '<', time).delete();
      await knex(OUTBOX_TABLE).where('at', '<', time).delete();
    },
  });
}

/** Sorts by time; events of one run that have the same time keep their order. */
function byTime(a: OutboxEvent, b: OutboxEvent): number {
  if (a.at !== b.at || a.kind !== 'run' || b.kind !== 'run') return a.at - b.at;
  return a.event.seq - b.event.seq;
}

async function createDeliveries(
  writer: Writer,
  eventIds: string[],
  deliveries: Parameters<Outbox['createDeliveries']>[1],
): Promise<void> {
  const rows = deliveries.map(({ eventId, ...rest }, index) => ({
    ...rest,
    news_id: eventId,
    state: 'waiting' as const,
    attempts: 0,
    // So that they come out in the order in which they came in.
    next_at: rest.at - deliveries.length + index,
  }));
  if (writer.isSqlite) {
    await writer.commit(() => exchangeInTurn(writer.knex, eventIds, rows));
  } else {
    await writer.commitOne(exchangeAtOnce(eventIds, rows));
  }
}

type NewDelivery = Omit<DeliveryRow, 'finished_at' | 'http_status' | 'error'>;

function* exchangeInTurn(
  knex: Knex,
  eventIds: string[],
  rows: NewDelivery[],
): Write<void> {
  for (let first = 0; first < rows.length; first += BATCH) {
    yield knex<DeliveryRow>('deliveries')
      .insert(rows.slice(first, first + BATCH))
      .onConflict('id')
      .ignore();
  }
  yield knex(OUTBOX_TABLE).whereIn('id', eventIds).delete();
}

/**
 * Writes the same as one statement of PostgreSQL, with one text for any number
 * of rows.
 */
function exchangeAtOnce(eventIds: string[], rows: NewDelivery[]): Sql {
  const names = Object.keys(DELIVERY_TYPES) as Array<keyof NewDelivery>;
  const list = names.join(', ');
  const lists = names.map(name => `?::${DELIVERY_TYPES[name]}[]`).join(', ');
  return {
    sql: `with told as (delete from ${OUTBOX_TABLE} where id = any(?::text[])) insert into deliveries (${list}) select * from unnest(${lists}) on conflict (id) do nothing`,
    bindings: [eventIds, ...names.map(name => rows.map(row => row[name]))],
  };
}

const DELIVERY_TYPES: Record<keyof NewDelivery, string> = {
  id: 'text',
  news_id: 'text',
  receiver: 'text',
  type: 'text',
  at: 'bigint',
  body: 'text',
  state: 'text',
  attempts: 'int',
  next_at: 'bigint',
};

/**
 * Moves due deliveries to the end of the claim, in one statement whose condition
 * lets only one process have each: to the others it is not due any more.
 */
async function claimDeliveries(
  knex: Knex,
  receiver: string,
  { now, until, limit }: { now: number; until: number; limit: number },
): Promise<Delivery[]> {
  const due = { receiver, state: 'waiting' as const };
  const found = await knex<DeliveryRow>('deliveries')
    .where(due)
    .andWhere('next_at', '<=', now)
    .orderBy(['next_at', 'id'])
    .limit(limit)
    .select('id');
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await knex<DeliveryRow>('deliveries')
    .whereIn('id', ids)
    .andWhere(due)
    .andWhere('next_at', '<=', now)
    .update({ next_at: until, attempts: knex.raw('attempts + 1') as never })
    .returning(['id', 'news_id', 'receiver', 'type', 'body', 'attempts']);
  return rows
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map(({ news_id: eventId, ...rest }) => ({ ...rest, eventId }));
}
