import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isRunFinished,
  seqOf,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunNotifier } from '../../engine';
import type { Clock, RunStore } from '../../ports';
import { WakeableTimer } from '../../waiting/WakeableTimer';

export interface RunFeedOptions {
  store: Pick<RunStore, 'readFeed'>;
  notifier: RunNotifier;
  clock: Clock;
  logger: LoggerService;
}

/**
 * The number of entries kept in memory for viewers that are nearly up to date.
 */
const RECENT_ENTRIES = 500;
/**
 * The pause (ms) after which the store is asked for what another process wrote.
 */
const LOOK_EVERY_MS = 1_000;
const PAGE = 200;

/**
 * Feeds the viewers of one run with what happens in it. What this process
 * commits arrives by the notifier; the store is read for a viewer that is
 * behind, and, once for all viewers together, at first and for what other
 * processes wrote: when they tell that there is more, and each second.
 */
export class RunFeed {
  /** The last entries, without gaps, up to `#newest`. */
  #recent: FeedEntry[] = [];
  #newest: number;
  #finished: boolean;
  readonly #news: WakeableTimer;
  readonly #untilLook: WakeableTimer;
  readonly #closed = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #looking: Promise<void>;

  constructor(
    private readonly run: Run,
    after: number,
    private readonly options: RunFeedOptions,
  ) {
    this.#finished = isRunFinished(run);
    // What the first viewer has not seen is read by the first look, with what
    // was written since the run was read.
    const isShort = !this.#finished && run.lastSeq - after <= PAGE;
    this.#newest = isShort ? Math.min(after, run.lastSeq) : run.lastSeq;
    this.#news = new WakeableTimer(options.clock);
    this.#untilLook = new WakeableTimer(options.clock);
    this.#untilLook.wake();
    this.#unsubscribe = options.notifier.watch(run.id, (entries, newest) =>
      entries.length > 0 ? this.#add(entries) : this.#hearOf(newest),
    );
    this.#looking = this.#lookForEver();
  }

  async close(): Promise<void> {
    this.#closed.abort('closed');
    this.#unsubscribe();
    await this.#looking;
  }

  /** Tells whether a viewer that has seen `last` has seen everything. */
  isOver(last: number): boolean {
    return this.#finished && last >= this.#newest;
  }

  /**
   * Reads the next entries after `after`; waits until there are some, or the
   * viewer goes.
   */
  async read(after: number, signal: AbortSignal): Promise<FeedEntry[]> {
    if (after >= this.#newest) {
      if (!this.#finished) await this.#news.wait(undefined, signal);
      return [];
    }
    const first = this.#recent[0];
    if (first && seqOf(first) <= after + 1) {
      return this.#recent.slice(after + 1 - seqOf(first));
    }
    const range = { after, limit: PAGE };
    return this.options.store.readFeed(this.run.id, range);
  }

  /**
   * Takes entries that follow without a gap; others are left to be read from
   * the store.
   */
  #add(entries: FeedEntry[]): void {
    const fresh = entries.filter(entry => seqOf(entry) > this.#newest);
    if (fresh.length === 0) return;
    const follows = seqOf(fresh[0]) === this.#newest + 1;
    const all = follows ? [...this.#recent, ...fresh] : fresh;
    this.#recent = all.slice(-RECENT_ENTRIES);
    this.#newest = seqOf(fresh[fresh.length - 1]);
    this.#finished = isFinishedAfter(this.#finished, fresh);
    this.#news.wake();
  }

  #hearOf(newest: number): void {
    if (newest > this.#newest) this.#untilLook.wake();
  }

  async #lookForEver(): Promise<void> {
    const { store, logger } = this.options;
    const { signal } = this.#closed;
    while (!signal.aborted && !this.#finished) {
      await this.#untilLook.wait(LOOK_EVERY_MS, signal);
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

/**
 * Tells whether a run is over after these entries; a finished run goes on when
 * it is retried.
 */
function isFinishedAfter(before: boolean, entries: FeedEntry[]): boolean {
  return entries.reduce((finished, entry) => {
    if (entry.kind !== 'event') return finished;
    if (entry.event.type === 'run.retried') return false;
    return finished || entry.event.type === 'run.finished';
  }, before);
}
