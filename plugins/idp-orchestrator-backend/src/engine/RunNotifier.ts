import {
  seqOf,
  type FeedEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRelay } from '../ports';

/** `newest` is the number up to which the run has grown; the entries are those known here. */
type Listener = (entries: FeedEntry[], newest: number) => void;

/**
 * Tells the rest of this process what was just committed to a run, so that a
 * cancel request reaches its worker, and an event its viewers, without asking
 * the database. Of other processes it tells only that there is more. Only a
 * shortcut: whoever listens must also find what nobody told.
 */
export class RunNotifier {
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(private readonly relay?: RunRelay) {
    relay?.onHeard((runId, newest) => this.#tell(runId, [], newest));
  }

  publish(runId: string, entries: FeedEntry[]): void {
    if (entries.length === 0) return;
    const newest = seqOf(entries[entries.length - 1]);
    this.#tell(runId, entries, newest);
    this.relay?.tell(runId, newest);
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
