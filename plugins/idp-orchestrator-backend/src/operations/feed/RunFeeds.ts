import {
  seqOf,
  type FeedEntry,
  type LiveLine,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { RunFeed, type RunFeedOptions } from './RunFeed';

/**
 * Keeps the feeds of the runs that somebody watches now: one for each run and
 * process, whatever the number of viewers.
 */
export class RunFeeds {
  readonly #feeds = new Map<string, { feed: RunFeed; viewers: number }>();

  constructor(private readonly options: RunFeedOptions) {}

  /** Counts the viewers of all runs. */
  get viewers(): number {
    const each = [...this.#feeds.values()].map(({ viewers }) => viewers);
    return each.reduce((sum, viewers) => sum + viewers, 0);
  }

  /**
   * Yields the entries after `after`, in order and each once, until the run is
   * over.
   */
  async *watch(
    run: Run,
    {
      after,
      signal,
      onLine,
    }: {
      after: number;
      signal: AbortSignal;
      onLine?(line: LiveLine): void;
    },
  ): AsyncGenerator<FeedEntry[]> {
    const feed = this.#join(run, after);
    const stop = onLine && this.options.notifier.onLine(run.id, onLine);
    try {
      let last = after;
      while (!signal.aborted && !feed.isOver(last)) {
        const entries = await feed.read(last, signal);
        if (entries.length === 0) continue;
        last = seqOf(entries[entries.length - 1]);
        yield entries;
      }
    } finally {
      stop?.();
      await this.#leave(run.id);
    }
  }

  #join(run: Run, after: number): RunFeed {
    const known = this.#feeds.get(run.id);
    if (known) {
      known.viewers += 1;
      return known.feed;
    }
    const feed = new RunFeed(run, after, this.options);
    this.#feeds.set(run.id, { feed, viewers: 1 });
    return feed;
  }

  async #leave(runId: string): Promise<void> {
    const known = this.#feeds.get(runId);
    if (!known) return;
    known.viewers -= 1;
    if (known.viewers > 0) return;
    this.#feeds.delete(runId);
    await known.feed.close();
  }
}
