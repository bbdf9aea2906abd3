import type { RunStore } from '../ports';
import { later, LONG_AGO, msBetween } from '../waiting/monotonicTime';
import { WakeableTimer } from '../waiting/WakeableTimer';
import {
  DeadWorkerReaper,
  type DeadWorkerReaperOptions,
} from './DeadWorkerReaper';
import type { WorkSlots } from './WorkSlots';

export interface RunPollerOptions extends DeadWorkerReaperOptions {
  store: DeadWorkerReaperOptions['store'] &
    Pick<RunStore, 'listClaimable' | 'listInterrupted'>;
  slots: WorkSlots;
  /** Knows of runs that are due, though the clock of the wall does not say so; there are none when absent. */
  due?: { takeDue(): string[] };
}

const REAP_EVERY_MS = 500;
/** One in this many rounds asks for runs as well as for dead workers. */
const ROUNDS_PER_POLL = 2;

/**
 * Asks the store for runs that this process has a slot for: as soon as another
 * process says that there are some, as soon as a slot is free while there are
 * more, and each second for what nobody told: runs that a dead or stopped
 * worker left, whose time to wake has come, or of which the message was lost.
 * So no message has to arrive: a run that nobody heard of starts within a
 * second, given a free slot.
 */
export class RunPoller {
  readonly #reaper: DeadWorkerReaper;
  readonly #timer: WakeableTimer;
  /** True when there may be runs that no slot was free for. */
  #mayBeMore = false;
  #isWoken = false;
  #polling: Promise<void> = Promise.resolve();

  constructor(private readonly options: RunPollerOptions) {
    this.#reaper = new DeadWorkerReaper(options);
    this.#timer = new WakeableTimer(options.clock);
  }

  /** Whether there may be runs that wait for a slot of this process. */
  get mayBeMore(): boolean {
    return this.#mayBeMore;
  }

  /** Asks the store now, since another process says that there is something to take. */
  wake(): void {
    this.#isWoken = true;
    this.#timer.wake();
  }

  start(): void {
    this.options.slots.onFreed(() => {
      if (this.#mayBeMore) this.wake();
    });
    this.#polling = this.#pollForEver();
  }

  /** Waits until the last round is over; the slots have to be told to stop first. */
  async stop(): Promise<void> {
    await this.#polling;
  }

  async #pollForEver(): Promise<void> {
    const { clock, logger, slots } = this.options;
    let failed = false;
    let nextRound = LONG_AGO;
    for (let round = 0; !slots.signal.aborted;) {
      try {
        // However often it is woken, dead workers are looked for in time.
        if (clock.monotonic() >= nextRound) {
          nextRound = later(clock.monotonic(), REAP_EVERY_MS);
          await this.#look(round);
          round += 1;
        }
        if (this.#isWoken) {
          this.#isWoken = false;
          await this.#takeUp();
        }
        failed = false;
      } catch (error) {
        if (!failed) {
          logger.warn('The run store cannot be asked for work', error as Error);
        }
        failed = true;
      }
      const pause = msBetween(clock.monotonic(), nextRound);
      if (pause > 0) await this.#timer.wait(pause, slots.signal);
    }
  }

  async #look(round: number): Promise<void> {
    const freed = await this.#reaper.reap();
    if (freed > 0 || round % ROUNDS_PER_POLL === 0) await this.#poll();
  }

  /** Takes up what was interrupted; with no free slot, runs that were not begun stay for others. */
  async #poll(): Promise<void> {
    const { store, clock, slots, due } = this.options;
    for (const runId of due?.takeDue() ?? []) {
      if (!slots.has(runId)) slots.add(runId);
    }
    const interrupted = await store.listInterrupted(clock.now());
    interrupted.forEach(runId => slots.takeOver(runId));
    await this.#takeUp();
  }

  async #takeUp(): Promise<void> {
    const { store, clock, slots } = this.options;
    this.#mayBeMore = true;
    const limit = slots.free;
    if (limit <= 0) return;
    const found = await store.listClaimable(clock.now(), limit);
    this.#mayBeMore = found.length === limit;
    for (const runId of found) {
      if (!slots.has(runId)) slots.add(runId);
    }
  }
}
