import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';

type Listener = (entries: FeedEntry[]) => void;

/**
 * Tells the rest of this process what was just committed to a run, so that a
 * cancel request reaches its worker, and an event its viewers, without asking
 * the database. Only a shortcut: whoever listens must also find what another
 * process wrote.
 */
export class RunNotifier {
  readonly #listeners = new Map<string, Set<Listener>>();

  publish(runId: string, entries: FeedEntry[]): void {
    if (entries.length === 0) return;
    this.#listeners.get(runId)?.forEach(listener => listener(entries));
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
}
