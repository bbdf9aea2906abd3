import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, Dispatcher } from '../ports';
import { RunPoller, type RunPollerOptions } from './RunPoller';
import { WorkSlots, type Work } from './WorkSlots';

export interface InProcessDispatcherOptions extends Omit<
  RunPollerOptions,
  'slots'
> {
  store: RunPollerOptions['store'];
  clock: Clock;
  logger: LoggerService;
  /** The number of runs that are worked on at the same time. */
  concurrency: number;
}

/**
 * Works on runs in this process. A new run starts at once; a poller asks the
 * store each second for what a dead or stopped worker left.
 */
export class InProcessDispatcher implements Dispatcher {
  readonly #slots: WorkSlots;
  readonly #poller: RunPoller;
  #works = false;

  constructor(options: InProcessDispatcherOptions) {
    this.#slots = new WorkSlots(options);
    this.#poller = new RunPoller({ ...options, slots: this.#slots });
  }

  /** Starts a run here; a process that works on nothing leaves it to the poller of one that does. */
  async enqueue(runId: string, priority?: number): Promise<void> {
    if (this.#works) this.#slots.add(runId, priority);
  }

  start(work: Work): void {
    this.#works = true;
    this.#slots.start(work);
    this.#poller.start();
  }

  async stop(): Promise<void> {
    const handedOver = this.#slots.stop();
    await this.#poller.stop();
    await handedOver;
  }
}
