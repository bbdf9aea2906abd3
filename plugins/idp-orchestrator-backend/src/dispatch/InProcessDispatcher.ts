import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, Dispatcher, RunStore } from '../ports';
import { isDeadWorker } from './workerIdentity';

export interface InProcessDispatcherOptions {
  store: Pick<RunStore, 'listClaimable' | 'listWorkers' | 'releaseAll'>;
  clock: Clock;
  logger: LoggerService;
  /** Runs worked on at the same time. */
  concurrency: number;
}

type Work = (runId: string, signal: AbortSignal) => Promise<void>;

/** How often (ms) the store is asked for runs that nobody announced here. */
const LOOK_EVERY_MS = 1_000;

/**
 * Works on runs in this process. A new run starts at once; the store is
 * looked at each second for what a dead or stopped worker left.
 */
export class InProcessDispatcher implements Dispatcher {
  readonly #queue = new Set<string>();
  readonly #working = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();
  #work: Work | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: InProcessDispatcherOptions) {}

  async enqueue(runId: string): Promise<void> {
    this.#queue.add(runId);
    this.#pump();
  }

  start(work: Work): void {
    this.#work = work;
    this.#looking = this.#lookForEver();
  }

  async stop(): Promise<void> {
    this.#stopped.abort('hand-over');
    await this.#looking;
    await Promise.all(this.#working.values());
  }

  #pump(): void {
    const work = this.#work;
    if (!work || this.#stopped.signal.aborted) return;
    for (const runId of this.#queue) {
      if (this.#working.size >= this.options.concurrency) return;
      this.#queue.delete(runId);
      if (this.#working.has(runId)) continue;
      this.#working.set(runId, this.#workOn(runId, work));
    }
  }

  async #workOn(runId: string, work: Work): Promise<void> {
    try {
      await work(runId, this.#stopped.signal);
    } catch (error) {
      this.options.logger.error(
        `Work on run ${runId} was interrupted; it is taken up again`,
        error as Error,
      );
    } finally {
      this.#working.delete(runId);
      this.#pump();
    }
  }

  async #lookForEver(): Promise<void> {
    const { clock, logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        logger.warn('The run store cannot be asked for work', error as Error);
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  async #look(): Promise<void> {
    const { store, clock, logger } = this.options;
    const dead = (await store.listWorkers()).filter(isDeadWorker);
    for (const worker of dead) {
      const released = await store.releaseAll(worker);
      logger.info(`Taking over ${released} run(s) of dead worker ${worker}`);
    }
    for (const runId of await store.listClaimable(clock.now())) {
      if (!this.#working.has(runId)) this.#queue.add(runId);
    }
    this.#pump();
  }
}
