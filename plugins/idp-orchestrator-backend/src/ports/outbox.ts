import type {
  DeliveryRecord,
  Page,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange } from './health';

/** Something that happened and may be told outside; its id stays the same however often that is. */
export type News = { id: string; at: number } & (
  | {
      kind: 'run';
      event: RunEvent;
      /** As the event left it. */
      run: Run;
      /** Entity reference of who looks after the flow. */
      owner?: string;
      /** JSON Schema of the run's input. */
      inputSchema: Record<string, unknown>;
    }
  | { kind: 'service'; change: HealthChange }
);

/** What one receiver is told of some news. */
export interface Message {
  type: string;
  /** JSON. */
  body: string;
}

/** What is to be told to one receiver, as often as it takes. */
export interface Delivery extends Message {
  id: string;
  newsId: string;
  receiver: string;
  /** This one included. */
  attempts: number;
}

export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** How an attempt went. */
export type Told =
  | { result: 'delivered'; status?: number }
  | { result: 'failed'; status?: number; error: string }
  /** The receiver wants no more of anything. */
  | { result: 'gone'; status: number; error: string }
  /** This process stops; another one tries again. */
  | { result: 'interrupted' };

/** Somebody outside who is told. */
export interface Receiver {
  id: string;
  /** Deliveries at the same time. */
  parallel: number;
  /** Whether what was delivered stays on record. */
  keeps: boolean;
  /** Digest of where it is; once it has said there that it is gone, it is told nothing more. */
  address?: string;
  /** What it is told of some news; nothing when that is of no interest there. */
  write(news: News): Message | undefined;
  deliver(delivery: Delivery, signal: AbortSignal): Promise<Told>;
}

/** What became of an attempt; `nextAt` when there is another. */
export interface Settlement {
  state: DeliveryState;
  at: number;
  nextAt?: number;
  status?: number;
  error?: string;
}

/** What is to be told, in the database that it happened in. */
export interface Outbox {
  /** Of what is not spread yet, the oldest; that of a removed run is left out. */
  listNews(limit: number): Promise<{ ids: string[]; news: News[] }>;
  /** Makes deliveries of news, which is done with then. Doing it twice is the same. */
  spread(
    ids: string[],
    deliveries: Array<Omit<Delivery, 'attempts'> & { at: number }>,
  ): Promise<void>;
  /** Some that are due; nobody else gets them before `until`. */
  claim(
    receiver: string,
    claim: { now: number; until: number; limit: number },
  ): Promise<Delivery[]>;
  settle(id: string, settlement: Settlement): Promise<void>;
  /** Gives up all that waits for a receiver, which is gone from that address. */
  stop(receiver: string, address: string, at: number): Promise<void>;
  /** Addresses of those who are gone, by receiver. */
  listStops(): Promise<Map<string, string>>;
  /** Forgets deliveries that are done with. */
  forget(ids: string[]): Promise<void>;
  /** Forgets what was to be told before a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}

/** What was told outside, and what has to be. */
export interface DeliveryLog {
  /** Newest first. */
  list(
    filter: { receiver?: string; state?: DeliveryState },
    page: { limit: number; cursor?: string },
  ): Promise<Page<DeliveryRecord>>;
  find(id: string): Promise<DeliveryRecord | undefined>;
  /**
   * Makes one that is over due at a time (ms since 1970) as if it had never
   * been tried; nothing when it is not over.
   */
  reopen(id: string, at: number): Promise<DeliveryRecord | undefined>;
}
