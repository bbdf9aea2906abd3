import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  FeedEntry,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Tells somebody what happened to a run, if it is of interest there. */
export type TellRun = (run: Run, event: RunEvent) => Promise<void>;

/**
 * Tells others what this process committed to runs, after the commit and apart
 * from it: a run neither waits nor fails when somebody cannot be told. Each
 * fact is told at most once: those of a process that dies in that moment are
 * not told again, and who must know everything reads the run's events.
 */
export class RunTeller {
  readonly #open = new Set<Promise<void>>();

  constructor(
    private readonly tell: TellRun[],
    private readonly logger: LoggerService,
  ) {}

  heard(run: Run, entries: FeedEntry[]): void {
    for (const entry of entries) {
      if (entry.kind !== 'event') continue;
      for (const each of this.tell) this.#start(each(run, entry.event), run);
    }
  }

  /** Resolves when what was heard until now is told, or was refused. */
  async settled(): Promise<void> {
    await Promise.all(this.#open);
  }

  #start(telling: Promise<void>, run: Run): void {
    const told = telling
      .catch((error: Error) =>
        this.logger.warn(`News of run ${run.id} could not be told`, error),
      )
      .finally(() => this.#open.delete(told));
    this.#open.add(told);
  }
}
