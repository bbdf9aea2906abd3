import type { Delivery, News, Receiver } from '../ports';
import { Lane, type LaneOptions } from './Lane';

/** So often is looked for what nobody was told of, for example by a process that died (ms). */
const LOOK_EVERY_MS = 5_000;

/** What is committed within this time (ms) is spread together. */
const GATHER_MS = 100;

const MOST_AT_ONCE = 100;

export interface TellerOptions extends Omit<LaneOptions, 'signal'> {
  receivers: Receiver[];
  /** So often is looked for news (ms). */
  lookEveryMs?: number;
}

/**
 * Tells others what was committed, apart from it: no run waits or fails when
 * somebody cannot be told. News is in the database from the commit on, so each
 * is told at least once, also when the process that wrote it is gone.
 */
export class Teller {
  readonly #stop = new AbortController();
  readonly #lanes: Lane[];
  #rest = new AbortController();
  #looping?: Promise<void>;

  constructor(private readonly options: TellerOptions) {
    const lane = { ...options, signal: this.#stop.signal };
    this.#lanes = options.receivers.map(one => new Lane(one, lane));
  }

  start(): void {
    this.#looping = this.#loop();
  }

  /** There is news. */
  wake(): void {
    this.#rest.abort();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#looping;
    await Promise.all(this.#lanes.map(lane => lane.settled()));
  }

  async #loop(): Promise<void> {
    const { clock, logger, lookEveryMs = LOOK_EVERY_MS } = this.options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#rest = new AbortController();
      try {
        while ((await this.#spreadSome()) === MOST_AT_ONCE && !signal.aborted);
      } catch (error) {
        logger.warn('News has to wait to be told', error as Error);
      }
      this.#lanes.forEach(lane => lane.wake());
      await clock.sleep(lookEveryMs, this.#rest.signal);
      await clock.sleep(GATHER_MS, signal);
    }
  }

  async #spreadSome(): Promise<number> {
    const { outbox, receivers } = this.options;
    const { ids, news } = await outbox.listNews(MOST_AT_ONCE);
    if (ids.length > 0) {
      const stops = await outbox.listStops();
      const there = receivers.filter(
        ({ id, address }) => !address || stops.get(id) !== address,
      );
      const written = news.flatMap(one => this.#write(one, there));
      await outbox.spread(ids, written);
    }
    return ids.length;
  }

  #write(
    news: News,
    receivers: Receiver[],
  ): Array<Omit<Delivery, 'attempts'> & { at: number }> {
    const { clock } = this.options;
    return receivers.flatMap(receiver => {
      const message = receiver.write(news);
      if (!message) return [];
      const id = `${news.id}_${receiver.id}`;
      const at = clock.now();
      return [{ ...message, id, newsId: news.id, receiver: receiver.id, at }];
    });
  }
}
