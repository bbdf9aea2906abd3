import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { HealthFeed, type HealthFeedOptions } from './HealthFeed';

export type { HealthFeedOptions };

/**
 * Keeps the feeds of the environments that somebody watches now: one for each
 * environment and process, whatever the number of viewers.
 */
export class HealthFeeds {
  readonly #feeds = new Map<string, { feed: HealthFeed; viewers: number }>();

  constructor(private readonly options: HealthFeedOptions) {}

  /**
   * Yields how the platform is, and again whenever that changes, until `signal`
   * aborts. A viewer that is slow gets the newest only.
   *
   * @throws NotFoundError for an environment that there is not
   */
  async watch(
    environment: string,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<PlatformHealth>> {
    await this.options.inventory.list(environment);
    return this.#follow(environment, signal);
  }

  async *#follow(
    environment: string,
    signal: AbortSignal,
  ): AsyncGenerator<PlatformHealth> {
    const feed = this.#join(environment);
    try {
      for (let last = 0; !signal.aborted;) {
        const next = await feed.read(last, signal);
        if (!next) return;
        last = next.version;
        yield next.health;
      }
    } finally {
      await this.#leave(environment);
    }
  }

  #join(environment: string): HealthFeed {
    const known = this.#feeds.get(environment);
    if (known) {
      known.viewers += 1;
      return known.feed;
    }
    const feed = new HealthFeed(environment, this.options);
    this.#feeds.set(environment, { feed, viewers: 1 });
    return feed;
  }

  async #leave(environment: string): Promise<void> {
    const known = this.#feeds.get(environment);
    if (!known) return;
    known.viewers -= 1;
    if (known.viewers > 0) return;
    this.#feeds.delete(environment);
    await known.feed.close();
  }
}
