import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Clock,
  Delivery,
  DeliveryResult,
  Outbox,
  Receiver,
  RecordedResult,
} from '../ports';
import { nextDelay } from './nextDelay';

/** A claim lasts longer than any receiver has to answer, so that nobody else delivers meanwhile (ms). */
const CLAIM_MS = 60_000;

const MOST_AT_ONCE = 20;

export interface DeliveryWorkerOptions {
  outbox: Outbox;
  clock: Clock;
  logger: LoggerService;
  signal: AbortSignal;
  /** A number from 0 to 1. */
  random?: () => number;
}

/**
 * Makes the deliveries that wait for one receiver. Each receiver has a worker
 * of its own, so that a slow one keeps nobody else waiting.
 */
export class DeliveryWorker {
  #working?: Promise<void>;
  #again = false;

  constructor(
    private readonly receiver: Receiver,
    private readonly options: DeliveryWorkerOptions,
  ) {}

  /** Says that there may be something to deliver. */
  wake(): void {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#again && !this.options.signal.aborted) this.wake();
    });
  }

  /** Resolves when no delivery is under way. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    const { logger, signal } = this.options;
    this.#again = false;
    try {
      while (!signal.aborted && (await this.#deliverSome()) === 'more');
    } catch (error) {
      const what = `Deliveries to ${this.receiver.id} have to wait`;
      logger.warn(what, error as Error);
    }
  }

  async #deliverSome(): Promise<'more' | 'no more'> {
    const { outbox, clock, signal } = this.options;
    const { id, parallel } = this.receiver;
    const now = clock.now();
    // Receivers that take one after the other are quick ones.
    const limit = parallel > 1 ? parallel : MOST_AT_ONCE;
    const claim = { now, until: now + CLAIM_MS, limit };
    const claimed = await outbox.claim(id, claim);
    if (parallel > 1) {
      await Promise.all(claimed.map(delivery => this.#deliver(delivery)));
      return claimed.length === limit ? 'more' : 'no more';
    }
    const done: string[] = [];
    for (const delivery of claimed) {
      if (signal.aborted) break;
      if (await this.#deliver(delivery)) done.push(delivery.id);
    }
    if (done.length > 0) await outbox.forget(done);
    return claimed.length === limit ? 'more' : 'no more';
  }

  /**
   * Makes one attempt and records how it ended.
   *
   * @returns whether nothing of it has to be kept
   */
  async #deliver(delivery: Delivery): Promise<boolean> {
    const { outbox, clock, logger, signal } = this.options;
    const result = await this.receiver
      .deliver(delivery, signal)
      .catch((error: Error): DeliveryResult => ({
        result: 'failed',
        error: error.message,
      }));
    if (result.result === 'interrupted') return false;
    if (result.result === 'delivered' && !this.receiver.keeps) return true;
    const { id, address } = this.receiver;
    // Before the result: whoever reads that it was given up finds the stop, and
    // when this process dies in between the receiver says once more that it is gone.
    if (result.result === 'gone' && address) {
      logger.warn(`${id} says that it is gone, and is told nothing more`);
      await outbox.stop(id, address, clock.now());
    }
    await outbox.recordResult(delivery.id, this.#toRecorded(delivery, result));
    return false;
  }

  #toRecorded(
    { id, attempts }: Delivery,
    { result, ...how }: Exclude<DeliveryResult, { result: 'interrupted' }>,
  ): RecordedResult {
    const { clock, logger, random = Math.random } = this.options;
    const at = clock.now();
    if (result === 'delivered') return { ...how, at, state: result };
    const delay = nextDelay(attempts, random());
    const because = 'error' in how ? how.error : '';
    if (result === 'failed' && delay !== undefined) {
      logger.info(`Delivery ${id} failed and is tried again: ${because}`);
      return { ...how, at, state: 'waiting', nextAt: at + delay };
    }
    logger.warn(`Delivery ${id} is given up: ${because}`);
    return { ...how, at, state: 'given-up' };
  }
}
