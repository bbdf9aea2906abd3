import {
  isRunFinished,
  seqOf,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunFeedsOptions } from './RunFeeds';

/** Entries kept in memory for viewers that are nearly up to date. */
const RECENT_ENTRIES = 500;
/** How often (ms) the store is asked for what another process wrote. */
const LOOK_EVERY_MS = 1_000;
const PAGE = 200;

/**
 * One run as its viewers see it grow. What this process commits arrives by
 * the notifier; the store is read for a viewer that is behind, and once a
 * second for all viewers together, for what other processes wrote.
 */
export class RunFeed {
  /** Without gaps, up to `#newest`. */
  #recent: FeedEntry[] = [];
  #newest: number;
  #finished: boolean;
  #news = Promise.withResolvers<void>();
  readonly #closed = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #looking: Promise<void>;

  constructor(
    private readonly run: Run,
    private readonly options: RunFeedsOptions,
  ) {
    this.#newest = run.lastSeq;
    this.#finished = isRunFinished(run);
    this.#unsubscribe = options.notifier.subscribe(run.id, entries =>
      this.#add(entries),
    );
    this.#looking = this.#lookForEver();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#unsubscribe();
    await this.#looking;
  }

  /** Whether a viewer that has seen `last` has seen everything. */
  isOver(last: number): boolean {
    return this.#finished && last >= this.#newest;
  }

  /** The next entries after `after`; waits until there are some, or the viewer goes. */
  async read(after: number, signal: AbortSignal): Promise<FeedEntry[]> {
    if (after >= this.#newest) {
      if (!this.#finished) await untilAborted(this.#news.promise, signal);
      return [];
    }
    const first = this.#recent[0];
    if (first && seqOf(first) <= after + 1) {
      return this.#recent.slice(after + 1 - seqOf(first));
    }
    const range = { after, limit: PAGE };
    return this.options.store.readFeed(this.run.id, range);
  }

  /** What does not follow without a gap is left to be read from the store. */
  #add(entries: FeedEntry[]): void {
    const fresh = entries.filter(entry => seqOf(entry) > this.#newest);
    if (fresh.length === 0) return;
    const follows = seqOf(fresh[0]) === this.#newest + 1;
    const all = follows ? [...this.#recent, ...fresh] : fresh;
    this.#recent = all.slice(-RECENT_ENTRIES);
    this.#newest = seqOf(fresh[fresh.length - 1]);
    this.#finished = isFinishedAfter(this.#finished, fresh);
    this.#news.resolve();
    this.#news = Promise.withResolvers<void>();
  }

  async #lookForEver(): Promise<void> {
    const { clock, store, logger } = this.options;
    const { signal } = this.#closed;
    while (!signal.aborted && !this.#finished) {
      await clock.sleep(LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        const range = { after: this.#newest, limit: PAGE };
        this.#add(await store.readFeed(this.run.id, range));
      } catch (error) {
        logger.warn(
          `The feed of run ${this.run.id} cannot be read now`,
          error as Error,
        );
      }
    }
  }
}

/** A finished run may be told to go on from a step. */
function isFinishedAfter(before: boolean, entries: FeedEntry[]): boolean {
  return entries.reduce((finished, entry) => {
    if (entry.kind !== 'event') return finished;
    if (entry.event.type === 'run.retried') return false;
    return finished || entry.event.type === 'run.finished';
  }, before);
}

function untilAborted(
  promise: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    void promise.then(done);
  });
}
