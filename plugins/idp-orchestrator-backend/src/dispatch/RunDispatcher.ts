import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Clock,
  DatabaseSession,
  Dispatcher,
  KeptSlot,
  Work,
} from '../ports';
import { RunAnnouncer } from './RunAnnouncer';
import { RunPoller, type RunPollerOptions } from './RunPoller';
import { WorkSlots } from './WorkSlots';

export interface RunDispatcherOptions extends Omit<
  RunPollerOptions,
  'slots' | 'session'
> {
  /** The session by which processes hear of each other; SQLite, with its one process, has none. */
  session?: DatabaseSession;
  clock: Clock;
  logger: LoggerService;
  /** The number of runs that are worked on at the same time. */
  concurrency: number;
}

/**
 * Brings runs to the workers of this process, and wakes other processes for
 * those that it cannot begin at once. The run store decides who has a run:
 * what is told is only that there is something to take, so that a message that
 * is lost, doubled or late does no harm. A poller asks the store each second
 * for what nobody heard of, or what a dead worker left.
 */
export class RunDispatcher implements Dispatcher {
  readonly #slots: WorkSlots;
  readonly #poller: RunPoller;
  readonly #announcer: RunAnnouncer | undefined;
  #works = false;

  constructor(options: RunDispatcherOptions) {
    const { session } = options;
    this.#slots = new WorkSlots(options);
    this.#poller = new RunPoller({ ...options, slots: this.#slots });
    this.#announcer = session && new RunAnnouncer(session);
  }

  /** Starts a run here; others are told of it when there is no slot for it now, or nothing is worked on here. */
  async enqueue(runId: string, priority?: number): Promise<void> {
    const isForOthers = !this.#works || this.#slots.free <= 0;
    if (this.#works) this.#slots.add(runId, priority);
    if (isForOthers) this.#announcer?.announce();
  }

  keepSlot(): KeptSlot | undefined {
    const isOpen = this.#works && !this.#poller.mayBeMore;
    return isOpen ? this.#slots.keep() : undefined;
  }

  start(work: Work): void {
    this.#works = true;
    this.#slots.start(work);
    this.#poller.start();
    this.#announcer?.onWake(() => this.#poller.wake());
  }

  /**
   * Lets what is under way come to its end, and leaves all else to others, who
   * hear of it: now, and of each run that is given back while others still are
   * under way here.
   */
  async drain(limitMs: number): Promise<string[]> {
    this.#works = false;
    const draining = this.#slots.drain(limitMs);
    this.#announcer?.stopListening();
    this.#announcer?.announce();
    this.#slots.onFreed(() => this.#announcer?.announce());
    return draining;
  }

  end(limitMs: number): Promise<string[]> {
    return this.#slots.end(limitMs);
  }

  /** Hands over what is under way; others hear of it. */
  async stop(): Promise<void> {
    this.#works = false;
    const handingOver = this.#slots.stop();
    this.#announcer?.stopListening();
    await this.#poller.stop();
    const handedOver = await handingOver;
    if (handedOver.length > 0) this.#announcer?.announce();
    await this.#announcer?.flush();
  }
}
