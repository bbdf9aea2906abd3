import type { Knex } from 'knex';
import type { Delivery, News, Outbox } from '../../ports';
import { StoredDefinitions } from '../StoredDefinitions';
import type { NewsRow } from './newsRows';
import { readNews } from './readNews';

/** A row as the migration defines it. */
export interface DeliveryRow {
  id: string;
  news_id: string;
  receiver: string;
  type: string;
  at: number | string;
  body: string;
  state: 'waiting' | 'delivered' | 'given-up';
  attempts: number;
  next_at: number | string;
  finished_at: number | string | null;
  http_status: number | null;
  error: string | null;
}

interface StopRow {
  webhook: string;
  url_digest: string;
  at: number | string;
}

/** Rows inserted with one statement; databases limit its parts. */
const BATCH = 50;

/** What is to be told, in SQLite or PostgreSQL. */
export function createOutbox(knex: Knex): Outbox {
  const definitions = new StoredDefinitions(knex);
  return {
    async listNews(limit) {
      const rows = await knex<NewsRow>('news')
        .orderBy(['at', 'id'])
        .limit(limit);
      const news: News[] = [];
      for (const row of rows) {
        const one = await readNews(knex, definitions, row);
        if (one) news.push(one);
      }
      return { ids: rows.map(({ id }) => id), news: news.sort(byTime) };
    },
    spread: (ids, deliveries) => spread(knex, ids, deliveries),
    claim: (receiver, claim) => claimDeliveries(knex, receiver, claim),
    async settle(id, { state, at, nextAt, status, error }) {
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
      await knex('news').where('at', '<', time).delete();
    },
  };
}

/** Events of one run that have the same time are told in their order. */
function byTime(a: News, b: News): number {
  if (a.at !== b.at || a.kind !== 'run' || b.kind !== 'run') return a.at - b.at;
  return a.event.seq - b.event.seq;
}

async function spread(
  knex: Knex,
  ids: string[],
  deliveries: Parameters<Outbox['spread']>[1],
): Promise<void> {
  const rows = deliveries.map(({ newsId, ...rest }, index) => ({
    ...rest,
    news_id: newsId,
    state: 'waiting' as const,
    attempts: 0,
    // So that they come out in the order in which they came in.
    next_at: rest.at - deliveries.length + index,
  }));
  await knex.transaction(async trx => {
    for (let first = 0; first < rows.length; first += BATCH) {
      await trx<DeliveryRow>('deliveries')
        .insert(rows.slice(first, first + BATCH))
        .onConflict('id')
        .ignore();
    }
    await trx('news').whereIn('id', ids).delete();
  });
}

/**
 * Moves them to the end of the claim, in one statement whose condition lets
 * only one process have each: to the others it is not due any more.
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
    .map(({ news_id: newsId, ...rest }) => ({ ...rest, newsId }));
}
