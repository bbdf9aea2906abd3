import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore } from '../ports';
import {
  DeadWorkerReaper,
  type DeadWorkerReaperOptions,
} from './DeadWorkerReaper';
import type { WorkSlots } from './WorkSlots';

export interface RunPollerOptions extends DeadWorkerReaperOptions {
  store: DeadWorkerReaperOptions['store'] &
    Pick<RunStore, 'listClaimable' | 'listInterrupted'>;
  clock: Clock;
  logger: LoggerService;
  slots: WorkSlots;
}

const REAP_EVERY_MS = 500;
/** One in this many rounds asks for runs as well as for dead workers. */
const ROUNDS_PER_POLL = 2;

/**
 * Asks the store each second for what nobody announced: runs that a dead or
 * stopped worker left, whose time to wake has come, or whose announcement was
 * lost.
 * Both dispatchers have one, so that no announcement has to arrive. A run that
 * was announced never starts later for it; one that was not starts within a
 * second, given a free slot.
 */
export class RunPoller {
  readonly #reaper: DeadWorkerReaper;
  #polling: Promise<void> = Promise.resolve();

  constructor(private readonly options: RunPollerOptions) {
    this.#reaper = new DeadWorkerReaper(options);
  }

  start(): void {
    this.#polling = this.#pollForEver();
  }

  /** Waits until the last round is over; the slots have to be told to stop first. */
  async stop(): Promise<void> {
    await this.#polling;
  }

  async #pollForEver(): Promise<void> {
    const { clock, logger, slots } = this.options;
    let failed = false;
    for (let round = 0; !slots.signal.aborted; round++) {
      try {
        const freed = await this.#reaper.reap();
        if (freed > 0 || round % ROUNDS_PER_POLL === 0) await this.#poll();
        failed = false;
      } catch (error) {
        if (!failed) {
          logger.warn('The run store cannot be asked for work', error as Error);
        }
        failed = true;
      }
      await clock.sleep(REAP_EVERY_MS, slots.signal);
    }
  }

  /** Takes up what was interrupted; with no free slot, runs that were not begun stay for others. */
  async #poll(): Promise<void> {
    const { store, clock, slots } = this.options;
    const interrupted = await store.listInterrupted(clock.now());
    interrupted.forEach(runId => slots.takeOver(runId));
    if (slots.free <= 0) return;
    for (const runId of await store.listClaimable(clock.now())) {
      if (slots.free <= 0) return;
      if (!slots.has(runId)) slots.add(runId);
    }
  }
}
