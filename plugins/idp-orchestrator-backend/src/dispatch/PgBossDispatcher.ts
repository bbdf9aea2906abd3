import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, DatabaseSession, Dispatcher } from '../ports';
import { BossQueue, type BossQueueOptions } from './BossQueue';
import { RunPoller, type RunPollerOptions } from './RunPoller';
import { WorkSlots, type Work } from './WorkSlots';

export interface PgBossDispatcherOptions
  extends Omit<RunPollerOptions, 'slots' | 'session'>, BossQueueOptions {
  session: DatabaseSession;
  clock: Clock;
  logger: LoggerService;
  /** The number of runs that are worked on at the same time. */
  concurrency: number;
}

const BEGIN_AGAIN_AFTER_MS = 5_000;

/**
 * Brings runs to the workers of many processes by a queue of pg-boss, whose
 * jobs are no more than announcements: the run store decides who has a run,
 * and a poller asks it each second for what was not announced, or what a dead
 * worker left. So a job that is lost, doubled or late does no harm, and
 * without pg-boss everything goes on a second later.
 */
export class PgBossDispatcher implements Dispatcher {
  readonly #slots: WorkSlots;
  readonly #poller: RunPoller;
  readonly #queue: BossQueue;
  #beginning: Promise<void> = Promise.resolve();

  constructor(private readonly options: PgBossDispatcherOptions) {
    this.#slots = new WorkSlots(options);
    this.#poller = new RunPoller({ ...options, slots: this.#slots });
    this.#queue = new BossQueue(options);
  }

  async enqueue(runId: string, priority?: number): Promise<void> {
    try {
      await this.#queue.send(runId, priority);
    } catch (error) {
      this.options.logger.warn(
        `Run ${runId} could not be announced; the poller finds it in the store`,
        error as Error,
      );
    }
  }

  start(work: Work): void {
    this.#slots.start(work);
    this.#poller.start();
    this.#beginning = this.#begin();
  }

  async stop(): Promise<void> {
    const handingOver = this.#slots.stop();
    await this.#poller.stop();
    const handedOver = await handingOver;
    await this.#beginning;
    for (const runId of handedOver) await this.enqueue(runId);
    await this.#queue.stop();
  }

  async #begin(): Promise<void> {
    const { clock, logger } = this.options;
    const { signal } = this.#slots;
    while (!signal.aborted) {
      try {
        await this.#queue.receive(this.#slots);
        return;
      } catch (error) {
        logger.warn(
          'pg-boss cannot be used now; the poller finds runs in the store',
          error as Error,
        );
        await clock.sleep(BEGIN_AGAIN_AFTER_MS, signal);
      }
    }
  }
}
