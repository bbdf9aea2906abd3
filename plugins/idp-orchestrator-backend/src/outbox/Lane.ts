import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, Delivery, Outbox, Receiver, Told } from '../ports';
import { nextDelay } from './nextDelay';

/** Longer than any receiver has to answer, so that nobody else tells it meanwhile (ms). */
const CLAIM_MS = 60_000;

const MOST_AT_ONCE = 20;

export interface LaneOptions {
  outbox: Outbox;
  clock: Clock;
  logger: LoggerService;
  signal: AbortSignal;
  /** A number from 0 to 1. */
  random?: () => number;
}

/** Tells one receiver what waits for it, so that a slow one keeps nobody else waiting. */
export class Lane {
  #working?: Promise<void>;
  #again = false;

  constructor(
    private readonly receiver: Receiver,
    private readonly options: LaneOptions,
  ) {}

  /** There may be something to tell. */
  wake(): void {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#again && !this.options.signal.aborted) this.wake();
    });
  }

  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    const { logger, signal } = this.options;
    this.#again = false;
    try {
      while (!signal.aborted && (await this.#tellSome()) > 0);
    } catch (error) {
      const what = `Deliveries to ${this.receiver.id} have to wait`;
      logger.warn(what, error as Error);
    }
  }

  async #tellSome(): Promise<number> {
    const { outbox, clock, signal } = this.options;
    const { id, parallel } = this.receiver;
    const now = clock.now();
    // Those told one after the other are quick ones.
    const limit = parallel > 1 ? parallel : MOST_AT_ONCE;
    const claim = { now, until: now + CLAIM_MS, limit };
    const claimed = await outbox.claim(id, claim);
    if (parallel > 1) {
      await Promise.all(claimed.map(delivery => this.#tell(delivery)));
      return claimed.length;
    }
    const done: string[] = [];
    for (const delivery of claimed) {
      if (signal.aborted) break;
      if (await this.#tell(delivery)) done.push(delivery.id);
    }
    if (done.length > 0) await outbox.forget(done);
    return claimed.length;
  }

  /** @returns whether nothing of it has to be kept */
  async #tell(delivery: Delivery): Promise<boolean> {
    const { outbox, clock, logger, signal } = this.options;
    const told = await this.receiver
      .deliver(delivery, signal)
      .catch((error: Error): Told => ({
        result: 'failed',
        error: error.message,
      }));
    if (told.result === 'interrupted') return false;
    if (told.result === 'delivered' && !this.receiver.keeps) return true;
    await outbox.settle(delivery.id, this.#settle(delivery, told));
    const { id, address } = this.receiver;
    if (told.result === 'gone' && address) {
      logger.warn(`${id} says that it is gone, and is told nothing more`);
      await outbox.stop(id, address, clock.now());
    }
    return false;
  }

  #settle(
    { id, attempts }: Delivery,
    told: Exclude<Told, { result: 'interrupted' }>,
  ) {
    const { clock, logger, random = Math.random } = this.options;
    const at = clock.now();
    const { result, ...how } = told;
    if (result === 'delivered') return { ...how, at, state: result };
    const delay = nextDelay(attempts, random());
    const because = 'error' in how ? how.error : '';
    if (result === 'failed' && delay !== undefined) {
      logger.info(`Delivery ${id} failed and is tried again: ${because}`);
      return { ...how, at, state: 'waiting' as const, nextAt: at + delay };
    }
    logger.warn(`Delivery ${id} is given up: ${because}`);
    return { ...how, at, state: 'given-up' as const };
  }
}
