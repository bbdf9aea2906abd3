import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore } from '../ports';
import { DeadWorkerReaper, type TakeOverOptions } from './DeadWorkerReaper';
import type { WorkSlots } from './WorkSlots';

export interface RunLookOptions extends TakeOverOptions {
  store: TakeOverOptions['store'] &
    Pick<RunStore, 'listClaimable' | 'listInterrupted'>;
  clock: Clock;
  logger: LoggerService;
  slots: WorkSlots;
}

const LOOK_FOR_DEAD_EVERY_MS = 500;
/** Of this many looks for dead workers, one is for runs as well. */
const LOOKS_PER_SWEEP = 2;

/**
 * Asks the store for what nobody announced: runs that a dead or stopped
 * worker left, whose time to wake has come, or whose announcement was lost.
 * What is announced never comes later for it; what is not comes within a
 * second.
 */
export class RunPoller {
  readonly #takeOver: DeadWorkerReaper;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: RunLookOptions) {
    this.#takeOver = new DeadWorkerReaper(options);
  }

  start(): void {
    this.#looking = this.#lookForEver();
  }

  /** Once the slots have been told to stop. */
  async stop(): Promise<void> {
    await this.#looking;
  }

  async #lookForEver(): Promise<void> {
    const { clock, logger, slots } = this.options;
    let failed = false;
    for (let look = 0; !slots.signal.aborted; look++) {
      try {
        const freed = await this.#takeOver.look();
        if (freed > 0 || look % LOOKS_PER_SWEEP === 0) await this.#sweep();
        failed = false;
      } catch (error) {
        if (!failed) {
          logger.warn('The run store cannot be asked for work', error as Error);
        }
        failed = true;
      }
      await clock.sleep(LOOK_FOR_DEAD_EVERY_MS, slots.signal);
    }
  }

  /** With no free slot, what was not begun stays for others. */
  async #sweep(): Promise<void> {
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
