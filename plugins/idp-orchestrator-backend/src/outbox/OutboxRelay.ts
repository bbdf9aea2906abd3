import type { Delivery, OutboxEvent, Receiver } from '../ports';
import { DeliveryWorker, type DeliveryWorkerOptions } from './DeliveryWorker';

/** The pause (ms) between two polls for events that nobody announced, for example of a process that died. */
const POLL_EVERY_MS = 5_000;

/** Events that are committed within this time (ms) become deliveries together. */
const GATHER_MS = 100;

const MOST_AT_ONCE = 100;

export interface OutboxRelayOptions extends Omit<
  DeliveryWorkerOptions,
  'signal'
> {
  receivers: Receiver[];
  /** The pause (ms) between two polls for events. */
  pollEveryMs?: number;
}

/**
 * Takes committed events to their receivers, apart from the commit: no run
 * waits or fails when somebody cannot be reached. An event is in the database
 * from the commit on, so each receiver gets it at least once, also when the
 * process that wrote it is gone.
 */
export class OutboxRelay {
  readonly #stop = new AbortController();
  readonly #workers: DeliveryWorker[];
  #rest = new AbortController();
  #looping?: Promise<void>;

  constructor(private readonly options: OutboxRelayOptions) {
    const shared = { ...options, signal: this.#stop.signal };
    this.#workers = options.receivers.map(
      receiver => new DeliveryWorker(receiver, shared),
    );
  }

  start(): void {
    this.#looping = this.#loop();
  }

  /** Says that there are new events, or deliveries that are due again. */
  wake(): void {
    // With a reason, since an error with its stack would be made otherwise.
    this.#rest.abort('woken');
  }

  /**
   * Deliveries that wait for their next attempt are due as soon as they were to
   * be, though a clock that was set back says a time before.
   */
  clockWasSet(stepMs: number): void {
    if (stepMs >= 0) return;
    const { outbox, logger } = this.options;
    outbox.advance(-stepMs).then(
      () => this.wake(),
      error => logger.warn('Deliveries may be late', error as Error),
    );
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#looping;
    await Promise.all(this.#workers.map(worker => worker.settled()));
  }

  async #loop(): Promise<void> {
    const { clock, logger, pollEveryMs = POLL_EVERY_MS } = this.options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#rest = new AbortController();
      try {
        while ((await this.#relaySome()) === MOST_AT_ONCE && !signal.aborted);
      } catch (error) {
        logger.warn('Events of the outbox have to wait', error as Error);
      }
      this.#workers.forEach(worker => worker.wake());
      await clock.sleep(pollEveryMs, this.#rest.signal);
      await clock.sleep(GATHER_MS, signal);
    }
  }

  async #relaySome(): Promise<number> {
    const { outbox, receivers } = this.options;
    const { ids, events } = await outbox.listEvents(MOST_AT_ONCE);
    if (ids.length > 0) {
      const isStoppable = receivers.some(({ address }) => address);
      const stops = isStoppable ? await outbox.listStops() : new Map();
      const there = receivers.filter(
        ({ id, address }) => !address || stops.get(id) !== address,
      );
      const deliveries = events.flatMap(event =>
        this.#toDeliveries(event, there),
      );
      await outbox.createDeliveries(ids, deliveries);
    }
    return ids.length;
  }

  #toDeliveries(
    event: OutboxEvent,
    receivers: Receiver[],
  ): Array<Omit<Delivery, 'attempts'> & { at: number }> {
    const { clock } = this.options;
    return receivers.flatMap(receiver => {
      const message = receiver.write(event);
      if (!message) return [];
      const id = `${event.id}_${receiver.id}`;
      const at = clock.now();
      return [{ ...message, id, eventId: event.id, receiver: receiver.id, at }];
    });
  }
}
