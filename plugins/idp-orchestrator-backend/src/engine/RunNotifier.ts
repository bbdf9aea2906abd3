import {
  seqOf,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRelay } from '../ports';

/** `newest` is the number up to which the run has grown; the entries are those known here. */
type Listener = (entries: FeedEntry[], newest: number) => void;

type CommitListener = (run: Run, entries: FeedEntry[]) => void;

/**
 * Tells the rest of this process what was just committed to a run, so that a
 * cancel request reaches its worker, and an event its viewers, without asking
 * the database. Of other processes it tells only that there is more. Only a
 * shortcut: whoever listens must also find what nobody told.
 */
export class RunNotifier {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #commitListeners: CommitListener[] = [];

  constructor(private readonly relay?: RunRelay) {
    relay?.subscribe((runId, newest) => this.#tell(runId, [], newest));
  }

  /** `run` is its state after the entries, which were committed by this process. */
  publish(run: Run, entries: FeedEntry[]): void {
    if (entries.length === 0) return;
    const newest = seqOf(entries[entries.length - 1]);
    this.#tell(run.id, entries, newest);
    this.relay?.publish(run.id, newest);
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
    const listeners = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(runId) === listeners) {
        this.#listeners.delete(runId);
      }
    };
  }

  #tell(runId: string, entries: FeedEntry[], newest: number): void {
    this.#listeners.get(runId)?.forEach(listener => listener(entries, newest));
  }
}
