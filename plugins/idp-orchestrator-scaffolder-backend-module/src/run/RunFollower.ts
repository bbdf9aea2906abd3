import {
  applyRunEvent,
  isRunFinished,
  type FeedEntry,
  type OrchestratorClient,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunReporter } from './RunReporter';

/**
 * Reads a run's feed, over as many connections as it takes, and hands it to a
 * reporter.
 */
export class RunFollower {
  #run: Run | undefined;
  /** The number of the last entry of the feed that was told. */
  #after: number;

  /** @param base - a state of the run that needs not be told; from its beginning when absent */
  constructor(
    private readonly client: OrchestratorClient,
    private readonly reporter: RunReporter,
    base?: Run,
  ) {
    this.#run = base;
    this.#after = base?.lastSeq ?? 0;
  }

  /** Follows a run to its end; undefined when the signal ended it before. */
  async follow(runId: string, signal?: AbortSignal): Promise<Run | undefined> {
    const feed = this.client.watchRun(runId, { after: this.#after, signal });
    for await (const entry of feed) this.#take(entry);
    return this.#run && isRunFinished(this.#run) ? this.#run : undefined;
  }

  #take(entry: FeedEntry): void {
    if (entry.kind === 'event') {
      this.#run = applyRunEvent(this.#run, entry.event);
      this.#after = entry.event.seq;
      this.reporter.reportEvent(this.#run, entry.event);
    } else if (this.#run) {
      this.#after = entry.chunk.seq;
      this.reporter.reportLines(this.#run, entry.chunk);
    }
  }
}
