import type { Clock } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { ExpiredVersionError } from '../connection/explainRefusal';
import type { RefusalStatus } from '../connection/RefusalStatus';
import type { ClusterObject } from './ClusterObject';
import { listObjects, type ObjectSelection } from './listObjects';

/** The server ends a watch after so long (s), and it is begun again. */
const WATCH_SECONDS = 60;
/** A watch that is open for so much longer than that (ms) has lost its connection. */
const WAY_MS = 15_000;

export interface Following<T extends ClusterObject> {
  connection: ClusterConnection;
  clock: Clock;
  signal: AbortSignal;
  /** Leaves out of an object what is not needed, before it is kept. */
  slim?(object: T): T;
  /** Called with the objects as they are now; also when a cluster that did not answer is back. */
  changed(objects: T[]): void;
  /** Called when the cluster does not answer just now; following goes on. */
  interrupted(error: Error): void;
}

type WatchEvent<T> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; object: T }
  | { type: 'ERROR'; object: RefusalStatus & { code?: number } };

/** Keeps the objects of a selection as they are now, and the version from which a watch goes on. */
export class ObjectFeed<T extends ClusterObject> {
  readonly #objects = new Map<string, T>();
  #version: string | undefined;

  constructor(
    private readonly selection: ObjectSelection,
    private readonly following: Following<T>,
  ) {}

  /** Lists if need be, then watches until the connection ends. */
  async read(): Promise<void> {
    try {
      if (this.#version === undefined) await this.#list();
      for await (const line of this.#watch()) {
        await this.#take(JSON.parse(line));
      }
    } catch (error) {
      if (!(error instanceof ExpiredVersionError)) throw error;
      this.#version = undefined;
    }
  }

  async #list(): Promise<void> {
    const { connection, signal } = this.following;
    const { items, version } = await listObjects<T>(
      connection,
      this.selection,
      signal,
    );
    this.#objects.clear();
    for (const item of items) this.#keep(item);
    this.#version = version;
    this.#publish();
  }

  #watch(): AsyncGenerator<string> {
    const { connection, signal } = this.following;
    const { path, ...selectors } = this.selection;
    const query = {
      ...selectors,
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion: this.#version,
      timeoutSeconds: WATCH_SECONDS,
    };
    return connection.stream(
      { method: 'GET', path, query },
      {
        signal,
        limitMs: WATCH_SECONDS * 1_000 + WAY_MS,
        opened: () => this.#publish(),
      },
    );
  }

  async #take({ type, object }: WatchEvent<T>): Promise<void> {
    if (type === 'ERROR') {
      throw await this.following.connection.explain(object.code ?? 500, object);
    }
    this.#version = object.metadata.resourceVersion;
    if (type === 'BOOKMARK') return;
    if (type === 'DELETED') this.#objects.delete(keyOf(object));
    else this.#keep(object);
    this.#publish();
  }

  #keep(object: T): void {
    const { slim } = this.following;
    this.#objects.set(keyOf(object), slim ? slim(object) : object);
  }

  #publish(): void {
    this.following.changed([...this.#objects.values()]);
  }
}

function keyOf({ metadata }: ClusterObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
