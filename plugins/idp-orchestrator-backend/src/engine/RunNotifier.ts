import {
  seqOf,
  type FeedEntry,
  type LiveLine,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRelay } from '../ports';

/** `newest` is the number up to which the run has grown; the entries are those known here. */
type Listener = (entries: FeedEntry[], newest: number) => void;

type LineListener = (line: LiveLine) => void;

type CommitListener = (run: Run, entries: FeedEntry[]) => void;

/**
 * Tells the rest of this process what was just committed to a run, so that a
 * cancel request reaches its worker, and an event its viewers, without asking
 * the database. Of other processes it tells only that there is more. Only a
 * shortcut: whoever listens must also find what nobody told.
 */
export class RunNotifier {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #lineListeners = new Map<string, Set<LineListener>>();
  readonly #commitListeners: CommitListener[] = [];

  constructor(private readonly relay?: RunRelay) {
    relay?.subscribe((runId, newest) => this.#tell(runId, [], newest));
  }

  /**
   * `run` is its state after the entries, which were committed by this process.
   * Of other processes only those that watch it need to know what its own
   * worker wrote; what others wrote is for its worker, wherever that is.
   */
  publish(
    run: Run,
    entries: FeedEntry[],
    to: 'everyone' | 'watchers' = 'everyone',
  ): void {
    if (entries.length === 0) return;
    const newest = seqOf(entries[entries.length - 1]);
    this.#tell(run.id, entries, newest);
    this.relay?.publish(run.id, newest, to);
    this.#commitListeners.forEach(listener => listener(run, entries));
  }

  /**
   * For whoever follows all runs: hears what this process committed, and
   * nothing of others, so that each entry is heard by one process.
   */
  onCommitted(listener: CommitListener): void {
    this.#commitListeners.push(listener);
  }

  /** @returns how to stop listening */
  subscribe(runId: string, listener: Listener): () => void {
    return addTo(this.#listeners, runId, listener);
  }

  /**
   * The same for what workers in other processes write too.
   *
   * @returns how to stop listening
   */
  watch(runId: string, listener: Listener): () => void {
    const unsubscribe = this.subscribe(runId, listener);
    const unwatch = this.relay?.watch(runId);
    return () => {
      unsubscribe();
      unwatch?.();
    };
  }

  /** Tells a line that is not stored, and that another one may replace. */
  showLine(runId: string, line: LiveLine): void {
    this.#lineListeners.get(runId)?.forEach(listener => listener(line));
  }

  /** @returns how to stop listening */
  onLine(runId: string, listener: LineListener): () => void {
    return addTo(this.#lineListeners, runId, listener);
  }

  #tell(runId: string, entries: FeedEntry[], newest: number): void {
    this.#listeners.get(runId)?.forEach(listener => listener(entries, newest));
  }
}

function addTo<L>(
  all: Map<string, Set<L>>,
  runId: string,
  listener: L,
): () => void {
  const listeners = all.get(runId) ?? new Set();
  all.set(runId, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && all.get(runId) === listeners) {
      all.delete(runId);
    }
  };
}
