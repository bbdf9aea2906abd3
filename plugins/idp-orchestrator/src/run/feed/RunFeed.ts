import {
  applyRunEvent,
  type Connection,
  type FeedEntry,
  type LiveLine,
  type LogChunk,
  type Run,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OrchestratorApi } from '../../api/orchestratorApi';
import { createChangeNotice } from '../../api/createChangeNotice';

/** `complete`: the run is over and all of it was heard. `lost`: the backend refuses to go on. */
export type FeedConnection = Connection | 'complete' | 'lost';

/** What the page draws: replaced, never changed, so that React sees it. */
export interface RunView {
  run: Run;
  /** Heard since the page was opened; older ones are asked for when wanted. */
  events: RunEvent[];
  connection: FeedConnection;
  error?: Error;
}

/**
 * One run as the page follows it: one stream, folded with the same function
 * that the engine folds with. Log chunks are handed on, not kept: a run may
 * print more than a browser can hold.
 */
export class RunFeed {
  readonly #api: Pick<OrchestratorApi, 'watchRun'>;
  readonly #notice = createChangeNotice();
  readonly #chunkListeners = new Set<(chunk: LogChunk) => void>();
  readonly #lineListeners = new Set<(line: LiveLine) => void>();
  #view: RunView;

  constructor(api: Pick<OrchestratorApi, 'watchRun'>, run: Run) {
    this.#api = api;
    this.#view = { run, events: [], connection: 'connecting' };
  }

  readonly subscribe = (listener: () => void) =>
    this.#notice.subscribe(listener);

  readonly getView = (): RunView => this.#view;

  onChunk(listener: (chunk: LogChunk) => void): () => void {
    this.#chunkListeners.add(listener);
    return () => this.#chunkListeners.delete(listener);
  }

  /** Hears lines that are still printed over. */
  onLine(listener: (line: LiveLine) => void): () => void {
    this.#lineListeners.add(listener);
    return () => this.#lineListeners.delete(listener);
  }

  /** Follows the run from where it is known until it is over or `signal` aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const { run } = this.#view;
    try {
      const entries = this.#api.watchRun(run.id, {
        after: run.lastSeq,
        include: 'events,logs,lines',
        onLine: line => this.#lineListeners.forEach(listener => listener(line)),
        signal,
        onConnection: connection => this.#change({ connection }),
      });
      for await (const entry of entries) this.#take(entry);
      if (!signal.aborted) this.#change({ connection: 'complete' });
    } catch (error) {
      if (signal.aborted) return;
      this.#change({ connection: 'lost', error: error as Error });
    }
  }

  #take(entry: FeedEntry) {
    if (entry.kind === 'log') {
      this.#chunkListeners.forEach(listener => listener(entry.chunk));
      return;
    }
    const { run, events } = this.#view;
    this.#change({
      run: applyRunEvent(run, entry.event),
      events: [...events, entry.event],
    });
  }

  #change(part: Partial<RunView>) {
    this.#view = { ...this.#view, ...part };
    this.#notice.changed();
  }
}
