import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, Dispatcher } from '../ports';
import { RunPoller, type RunLookOptions } from './RunPoller';
import { WorkSlots, type Work } from './WorkSlots';

export interface InProcessDispatcherOptions extends Omit<
  RunLookOptions,
  'slots'
> {
  store: RunLookOptions['store'];
  clock: Clock;
  logger: LoggerService;
  /** Runs worked on at the same time. */
  concurrency: number;
}

/**
 * Works on runs in this process. A new run starts at once; the store is
 * looked at each second for what a dead or stopped worker left.
 */
export class InProcessDispatcher implements Dispatcher {
  readonly #slots: WorkSlots;
  readonly #look: RunPoller;
  #works = false;

  constructor(options: InProcessDispatcherOptions) {
    this.#slots = new WorkSlots(options);
    this.#look = new RunPoller({ ...options, slots: this.#slots });
  }

  /** A process that works on nothing leaves it to the look of one that does. */
  async enqueue(runId: string, priority?: number): Promise<void> {
    if (this.#works) this.#slots.add(runId, priority);
  }

  start(work: Work): void {
    this.#works = true;
    this.#slots.start(work);
    this.#look.start();
  }

  async stop(): Promise<void> {
    const handedOver = this.#slots.stop();
    await this.#look.stop();
    await handedOver;
  }
}
