import type {
  AuditSeal,
  DeliveryRecord,
  Page,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange } from './health';
import type { ScheduleNews } from './schedules';

/**
 * Something that happened and may be told outside. It is written in the commit
 * of what happened; its id stays the same however often it is delivered.
 */
export type OutboxEvent = { id: string; at: number } & (
  | {
      kind: 'run';
      event: RunEvent;
      /** The run as that event left it. */
      run: Run;
      /** Entity reference of who looks after the flow. */
      owner?: string;
      /** JSON Schema of the run's input. */
      inputSchema: Record<string, unknown>;
    }
  | { kind: 'service'; change: HealthChange }
  | { kind: 'schedule'; news: ScheduleNews }
  | { kind: 'seal'; seal: AuditSeal }
);

/** An event as one receiver gets it. */
export interface Message {
  type: string;
  /** JSON. */
  body: string;
}

/** A message that one receiver has to get, with as many attempts as it takes. */
export interface Delivery extends Message {
  id: string;
  eventId: string;
  receiver: string;
  /** The number of attempts, this one included. */
  attempts: number;
}

export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** The result of one attempt at a delivery. */
export type DeliveryResult =
  | { result: 'delivered'; status?: number }
  | { result: 'failed'; status?: number; error: string }
  /** The receiver wants no more of anything. */
  | { result: 'gone'; status: number; error: string }
  /** This process stops; another one tries again. */
  | { result: 'interrupted' };

/** Somebody outside to whom events are delivered: a webhook, or a service of Backstage. */
export interface Receiver {
  id: string;
  /** The number of deliveries that are under way at the same time. */
  parallel: number;
  /** True when deliveries stay on record after they were made. */
  keeps: boolean;
  /**
   * The digest of where it is; once it has said there that it is gone, nothing
   * more is sent to it.
   */
  address?: string;
  /** Makes the message of an event; undefined when the event is of no interest there. */
  write(event: OutboxEvent): Message | undefined;
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryResult>;
}

/** The state of a delivery after an attempt; `nextAt` says when there is another. */
export interface RecordedResult {
  state: DeliveryState;
  at: number;
  nextAt?: number;
  status?: number;
  error?: string;
}

/**
 * Events that have to be told outside and the deliveries made of them, kept in
 * the database that the events happened in. The relay and its workers use it.
 */
export interface Outbox {
  /**
   * Lists the oldest events of which no deliveries were made yet. Events of a
   * run that was removed are among the ids only.
   */
  listEvents(limit: number): Promise<{ ids: string[]; events: OutboxEvent[] }>;
  /** Writes the deliveries of events and removes the events. Doing it twice is the same. */
  createDeliveries(
    eventIds: string[],
    deliveries: Array<Omit<Delivery, 'attempts'> & { at: number }>,
  ): Promise<void>;
  /** Takes some deliveries that are due; no other process gets them before `until`. */
  claim(
    receiver: string,
    claim: { now: number; until: number; limit: number },
  ): Promise<Delivery[]>;
  /** Makes all deliveries that wait due earlier by so much (ms). */
  advance(ms: number): Promise<void>;
  /** Writes how an attempt at a delivery ended. */
  recordResult(id: string, recorded: RecordedResult): Promise<void>;
  /** Gives up all that waits for a receiver, which is gone from that address. */
  stop(receiver: string, address: string, at: number): Promise<void>;
  /** Lists the addresses of receivers that are gone, by receiver. */
  listStops(): Promise<Map<string, string>>;
  /** Deletes deliveries that need not stay on record. */
  forget(ids: string[]): Promise<void>;
  /** Deletes events and deliveries from before a time (ms since 1970). */
  removeBefore(time: number): Promise<void>;
}

/** The deliveries that were made and that have to be made, for people to look at. */
export interface DeliveryLog {
  /** Lists deliveries, newest first. */
  list(
    filter: { receiver?: string; state?: DeliveryState },
    page: { limit: number; cursor?: string },
  ): Promise<Page<DeliveryRecord>>;
  find(id: string): Promise<DeliveryRecord | undefined>;
  /**
   * Makes a delivery that is over due at a time (ms since 1970) as if it had
   * never been tried; undefined when it is not over.
   */
  reopen(id: string, at: number): Promise<DeliveryRecord | undefined>;
}
