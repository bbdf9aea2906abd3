import type { Clock, MonotonicTime } from '../../../ports';
import { msSince } from '../../../waiting/monotonicTime';
import { unlessAborted } from '../../../waiting/unlessAborted';
import type { ClusterConnection } from '../../connection/ClusterConnection';
import type { ClusterObject } from '../ClusterObject';
import { listObjects, type ObjectSelection } from '../listObjects';
import type { SharedList } from './SharedList';

/** A list is good for so long (ms). */
const KEPT_MS = 5_000;
/** That there was none is told for so long (ms) before it is asked for again. */
const FAILURE_KEPT_MS = 2_000;

/** Objects that may be listed and not watched: listed now and then, once for all who read them. */
export class PolledList<T extends ClusterObject> implements SharedList<T> {
  readonly isPolled = true;
  #last?: { at: MonotonicTime; keptMs: number; items: Promise<T[]> };

  constructor(
    private readonly selection: ObjectSelection,
    private readonly options: {
      connection: ClusterConnection;
      clock: Clock;
      signal: AbortSignal;
      slim(object: T): T;
    },
  ) {}

  async read(signal: AbortSignal): Promise<T[]> {
    const { clock } = this.options;
    const last = this.#last;
    const isGood = last && msSince(clock, last.at) < last.keptMs;
    return unlessAborted((isGood ? last : this.#list()).items, signal);
  }

  isOver(): boolean {
    return false;
  }

  #list() {
    const { connection, clock, signal, slim } = this.options;
    const list = {
      at: clock.monotonic(),
      // No second one as long as it is under way.
      keptMs: Infinity,
      items: listObjects<T>(connection, this.selection, signal).then(
        ({ items }) => items.map(slim),
      ),
    };
    const settle = (keptMs: number) => () => {
      Object.assign(list, { at: clock.monotonic(), keptMs });
    };
    list.items.then(settle(KEPT_MS), settle(FAILURE_KEPT_MS));
    this.#last = list;
    return list;
  }
}
