/**
 * The table of outbox events. The migration that made it calls events news:
 * they are in the table `news`, and `deliveries.news_id` holds an event's id.
 * These names are known in this folder only; the rest of the code says
 * `OutboxEvent` and `eventId`.
 */
export const OUTBOX_TABLE = 'news';

/** A row of the table `news`, as the migration defines it. */
export interface OutboxRow {
  id: string;
  at: number | string;
  run_id: string | null;
  seq: number | null;
  change: string | null;
  seal: string | null;
  schedule: string | null;
}

/** A row of the table `deliveries`, as the migration defines it. */
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

/** A row of the table `webhook_stops`: a receiver that said that it is gone, and where. */
export interface StopRow {
  webhook: string;
  url_digest: string;
  at: number | string;
}
