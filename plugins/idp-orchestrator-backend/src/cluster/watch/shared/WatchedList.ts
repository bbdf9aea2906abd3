import type { Clock, MonotonicTime } from '../../../ports';
import { msSince } from '../../../waiting/monotonicTime';
import { WakeableTimer } from '../../../waiting/WakeableTimer';
import type { ClusterConnection } from '../../connection/ClusterConnection';
import type { ClusterObject } from '../ClusterObject';
import { followObjects } from '../followObjects';
import type { ObjectSelection } from '../listObjects';
import type { SharedList } from './SharedList';

/** A watch that nobody has read for so long (ms) is closed; longer than most pauses between two looks. */
const IDLE_MS = 90_000;
/** What was seen last is told for so long (ms) while a watch is cut; after that, why it is. */
const CUT_MS = 5_000;
/** A watch that was refused, or a list, is asked for again after so long (ms). */
const REFUSED_MS = 5_000;

export interface WatchedListOptions<T extends ClusterObject> {
  connection: ClusterConnection;
  clock: Clock;
  signal: AbortSignal;
  /** Leaves out of an object what nobody reads. */
  slim(object: T): T;
  /** Called when the objects may be listed, and not watched. */
  watchRefused(error: Error): void;
}

/** Objects as a watch saw them last. The watch is opened at once, and closed when nobody reads any more. */
export class WatchedList<T extends ClusterObject> implements SharedList<T> {
  readonly isPolled = false;
  #objects: T[] | undefined;
  #problem: { error: Error; since: MonotonicTime } | undefined;
  #refusedAt: MonotonicTime | undefined;
  #readAt: MonotonicTime;
  readonly #news = new WakeableTimer();
  readonly #closing = new AbortController();

  constructor(
    selection: ObjectSelection,
    private readonly options: WatchedListOptions<T>,
  ) {
    this.#readAt = options.clock.monotonic();
    const fail = (error: Error) => this.#end(error);
    this.#closeWhenIdle().catch(fail);
    this.#follow(selection).catch(fail);
  }

  async read(signal: AbortSignal): Promise<T[]> {
    for (;;) {
      signal.throwIfAborted();
      this.#readAt = this.options.clock.monotonic();
      if (this.#problem && this.#isTold(this.#problem.since)) {
        throw this.#problem.error;
      }
      if (this.#objects) return this.#objects;
      await this.#news.wait(undefined, signal);
    }
  }

  isOver(): boolean {
    const { clock } = this.options;
    const refusedAt = this.#refusedAt;
    return (
      this.#closing.signal.aborted ||
      (refusedAt !== undefined && msSince(clock, refusedAt) >= REFUSED_MS)
    );
  }

  #isTold(since: MonotonicTime): boolean {
    const isLong = msSince(this.options.clock, since) >= CUT_MS;
    return !this.#objects || this.#refusedAt !== undefined || isLong;
  }

  async #closeWhenIdle(): Promise<void> {
    const { clock, signal } = this.options;
    const either = AbortSignal.any([signal, this.#closing.signal]);
    for (let restMs = IDLE_MS; restMs > 0 && !either.aborted;) {
      await clock.sleep(restMs, either);
      restMs = IDLE_MS - msSince(clock, this.#readAt);
    }
    this.#closing.abort();
  }

  async #follow(selection: ObjectSelection): Promise<void> {
    const { connection, clock, slim } = this.options;
    const { signal } = this.#closing;
    await followObjects<T>(selection, {
      connection,
      clock,
      signal,
      slim,
      changed: objects => {
        this.#objects = objects;
        this.#problem = undefined;
        this.#news.wake();
      },
      interrupted: error => this.#note(error),
    });
  }

  #note(error: Error): void {
    const since = this.#problem?.since ?? this.options.clock.monotonic();
    this.#problem = { error, since };
    this.#news.wake();
  }

  #end(error: Error): void {
    if (this.#closing.signal.aborted) return;
    if (this.#objects && error.name === 'NotAllowedError') {
      this.#closing.abort();
      this.options.watchRefused(error);
      return;
    }
    this.#refusedAt = this.options.clock.monotonic();
    this.#note(error);
  }
}
