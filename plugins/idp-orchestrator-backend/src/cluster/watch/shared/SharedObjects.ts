import type { Clock, MonotonicTime } from '../../../ports';
import { later, msSince } from '../../../waiting/monotonicTime';
import { unlessAborted } from '../../../waiting/unlessAborted';
import type { ClusterConnection } from '../../connection/ClusterConnection';
import { UnknownCredentialsError } from '../../connection/explainRefusal';
import { isPassing } from '../../connection/isPassing';
import type { ClusterObject } from '../ClusterObject';
import type { ObjectSelection } from '../listObjects';
import type { ObjectReader } from '../ObjectReader';
import { matchLabels } from './matchLabels';
import { PolledList } from './PolledList';
import type { SharedList } from './SharedList';
import { WatchedList } from './WatchedList';

/** That the cluster answers is good for so long (ms); a watch alone says nothing when a server falls silent. */
const ANSWERED_MS = 5_000;
/** A request without an answer for so long (ms) keeps nobody from asking once more. */
const SILENT_MS = 3_000;
/** Where a watch is not allowed, it is tried again after so long (ms). */
const WATCH_AGAIN_MS = 300_000;

export interface SharedObjectsOptions {
  connection: ClusterConnection;
  clock: Clock;
  /** Ends all watches when it aborts. */
  signal: AbortSignal;
  /** Leaves out of an object what nobody reads. */
  slim<T extends ClusterObject>(object: T): T;
  /** Called once for each path that may be listed and not watched. */
  watchRefused(error: Error): void;
}

/**
 * The objects of a cluster that many look at: one watch for each kind and
 * namespace, whatever the number of selectors and of those who look, opened when
 * somebody does and closed some time after.
 */
export class SharedObjects implements ObjectReader {
  readonly #lists = new Map<string, SharedList<ClusterObject>>();
  readonly #refused = new Map<string, MonotonicTime>();
  #contact?: { at: MonotonicTime; isOpen: boolean; answer: Promise<void> };

  constructor(private readonly options: SharedObjectsOptions) {}

  async list<T extends ClusterObject>(
    { labelSelector, ...all }: ObjectSelection,
    signal: AbortSignal,
    { watch } = { watch: true },
  ): Promise<T[]> {
    const isChosen = matchLabels(labelSelector);
    await this.#requireContact(signal);
    const objects = await this.#find(all, watch).read(signal);
    const chosen = objects.filter(one => isChosen(one.metadata.labels ?? {}));
    return chosen as T[];
  }

  #find(selection: ObjectSelection, watch: boolean): SharedList<ClusterObject> {
    const key = JSON.stringify(selection);
    const known = this.#lists.get(key);
    const isPolled = !watch || this.#isRefused(key);
    if (known?.isPolled === isPolled && !known.isOver()) return known;
    const { watchRefused, ...options } = this.options;
    const list = isPolled
      ? new PolledList(selection, options)
      : new WatchedList(selection, {
          ...options,
          watchRefused: error => this.#noteRefusal(key, error),
        });
    this.#lists.set(key, list);
    return list;
  }

  #isRefused(key: string): boolean {
    const until = this.#refused.get(key);
    return until !== undefined && until > this.options.clock.monotonic();
  }

  #noteRefusal(key: string, error: Error): void {
    const { clock, watchRefused } = this.options;
    if (!this.#refused.has(key)) watchRefused(error);
    this.#refused.set(key, later(clock.monotonic(), WATCH_AGAIN_MS));
  }

  /** Requires that the cluster has answered a moment ago, or does now; asked once for all who read. */
  #requireContact(signal: AbortSignal): Promise<void> {
    const { clock } = this.options;
    const last = this.#contact;
    const isGood =
      last && msSince(clock, last.at) < (last.isOpen ? SILENT_MS : ANSWERED_MS);
    return unlessAborted((isGood ? last : this.#ask()).answer, signal);
  }

  #ask() {
    const { connection, clock, signal } = this.options;
    const request = { method: 'GET', path: '/version' } as const;
    const contact = {
      at: clock.monotonic(),
      isOpen: true,
      answer: connection.ask(request, signal).then(
        () => {},
        error => {
          // What is refused is an answer, too.
          const isAway =
            isPassing(error) || error instanceof UnknownCredentialsError;
          if (isAway || signal.aborted) throw error;
        },
      ),
    };
    const close = () => {
      Object.assign(contact, { at: clock.monotonic(), isOpen: false });
    };
    const forget = () => {
      if (this.#contact === contact) this.#contact = undefined;
    };
    contact.answer.then(close, forget);
    this.#contact = contact;
    return contact;
  }
}
