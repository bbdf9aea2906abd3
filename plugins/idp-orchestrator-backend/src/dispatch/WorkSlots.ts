import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, KeptSlot, StopReason, Work } from '../ports';
import { isOverWithin } from '../waiting/isOverWithin';

export interface WorkSlotsOptions {
  /** The number of runs that are worked on at the same time. */
  concurrency: number;
  clock: Pick<Clock, 'sleep'>;
  logger: LoggerService;
}

/**
 * Holds the runs that wait for one of this process's slots, those that have one,
 * and slots that are kept for runs that are being made.
 */
export class WorkSlots {
  /** The priority of each run that waits, in the order in which they came. */
  readonly #waiting = new Map<string, number>();
  readonly #working = new Map<string, Promise<void>>();
  /** Aborts when no run is taken any more. */
  readonly #closed = new AbortController();
  /** Aborts when what is under way is let go. */
  readonly #handedOver = new AbortController();
  readonly #touched = new Set<string>();
  /** The number of slots that are kept. */
  #kept = 0;
  #work: Work | undefined;
  #freed: () => void = () => {};

  constructor(private readonly options: WorkSlotsOptions) {}

  /** Aborts when no run is taken any more. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  /** The number of slots that no run uses or waits for. */
  get free(): number {
    return this.#unused - this.#waiting.size;
  }

  get #unused(): number {
    return this.options.concurrency - this.#working.size - this.#kept;
  }

  /**
   * Calls `listener`, and no earlier one any more, whenever a run has given its slot
   * back and none waits for it.
   */
  onFreed(listener: () => void): void {
    this.#freed = listener;
  }

  start(work: Work): void {
    this.#work = work;
    this.#fill();
  }

  /**
   * Takes no run any more, and waits until those that are worked on have come
   * as far as they have to here; returns those that have not after `limitMs`.
   */
  async drain(limitMs: number): Promise<string[]> {
    this.#closed.abort();
    // They are others' from now on, and need no slot here.
    this.#waiting.clear();
    return this.#listLeft(limitMs);
  }

  /**
   * Ends what would end with this process, and hands over all else; returns the
   * runs of which that is not over after `limitMs`.
   */
  async end(limitMs: number): Promise<string[]> {
    const reason: StopReason = 'shutdown';
    this.#handedOver.abort(reason);
    return this.#listLeft(limitMs);
  }

  async #listLeft(limitMs: number): Promise<string[]> {
    const working = Promise.all(this.#working.values());
    await isOverWithin(working, limitMs, this.options.clock);
    return [...this.#working.keys()];
  }

  /** Hands over what is under way; returns the runs that were worked on then. */
  async stop(): Promise<string[]> {
    this.#handedOver.abort('hand-over');
    this.#closed.abort();
    const working = [...this.#working.keys()];
    await Promise.all(this.#working.values());
    return working;
  }

  has(runId: string): boolean {
    return this.#working.has(runId);
  }

  /**
   * Takes a run though all slots may be in use. It was worked on before its
   * worker died, so there is not more work now than there was, and a script
   * of it is ended when nobody follows it for long.
   */
  takeOver(runId: string): void {
    const work = this.#work;
    if (!work || this.signal.aborted || this.#working.has(runId)) return;
    this.#waiting.delete(runId);
    this.#working.set(runId, this.#workOn(runId, work));
  }

  /** Resolves when no run waits for a slot any more, or work stops. */
  async untilTaken(): Promise<void> {
    while (this.#waiting.size > 0 && !this.signal.aborted) {
      await Promise.race(this.#working.values());
    }
  }

  /** Queues a run. One that is worked on is worked on once more then: what came may need it. */
  add(runId: string, priority = 0): void {
    if (this.#working.has(runId)) this.#touched.add(runId);
    else this.#waiting.set(runId, priority);
    this.#fill();
  }

  /** Keeps a free slot for a run that is about to be made; undefined when there is none. */
  keep(): KeptSlot | undefined {
    const work = this.#work;
    if (!work || this.signal.aborted || this.free <= 0) return undefined;
    this.#kept += 1;
    return {
      // Also when no run is taken any more: who made it has it, and gives it back.
      use: runId => {
        this.#kept -= 1;
        this.#working.set(runId, this.#workOn(runId, work));
      },
      giveBack: () => {
        this.#kept -= 1;
        this.#offer();
      },
    };
  }

  #offer(): void {
    this.#fill();
    if (this.free > 0) this.#freed();
  }

  #fill(): void {
    const work = this.#work;
    if (!work || this.signal.aborted) return;
    while (this.#waiting.size > 0 && this.#unused > 0) {
      const runId = this.#takeFirst();
      this.#working.set(runId, this.#workOn(runId, work));
    }
  }

  #takeFirst(): string {
    let first = '';
    let highest = -Infinity;
    for (const [runId, priority] of this.#waiting) {
      if (priority > highest) [first, highest] = [runId, priority];
    }
    this.#waiting.delete(first);
    return first;
  }

  async #workOn(runId: string, work: Work): Promise<void> {
    try {
      await work(runId, this.#handedOver.signal, this.signal);
    } catch (error) {
      this.options.logger.error(
        `Work on run ${runId} was interrupted; it is taken up again`,
        error as Error,
      );
    } finally {
      this.#working.delete(runId);
      const isWanted = this.#touched.delete(runId) && !this.signal.aborted;
      if (isWanted) this.#waiting.set(runId, 0);
      this.#offer();
    }
  }
}
