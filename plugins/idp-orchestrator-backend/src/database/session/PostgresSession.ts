import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock, DatabaseSession } from '../../ports';
import { findAbsent, HOLD_LOCK } from './sessionLocks';
import { SessionConnection } from './SessionConnection';

export interface PostgresSessionOptions {
  knex: Knex;
  /** The session says that this worker lives. */
  worker: string;
  clock: Clock;
  logger: LoggerService;
  /** Called again and again while there is no session, so that the worker can show otherwise that it lives. */
  onAbsent(): void;
}

interface ChannelListener {
  received(text: string): void;
  missed(): void;
}

const TRY_EVERY_MS = 250;
/** The pause (ms) before the next try once it was found that a pooler swallows notifications. */
const TRY_POOLER_EVERY_MS = 60_000;

/**
 * Keeps one connection beside the pool for what PostgreSQL ties to a session:
 * LISTEN, and a lock that is gone as soon as this process is. It is made with
 * the pool's own settings, and made again whenever it breaks.
 */
export class PostgresSession implements DatabaseSession {
  readonly #listeners = new Map<string, Set<ChannelListener>>();
  readonly #stopped = new AbortController();
  #connection: SessionConnection | undefined;
  #keeping: Promise<void> = Promise.resolve();
  #isWarned = false;

  constructor(private readonly options: PostgresSessionOptions) {}

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /** Resolves when the first connection is there, or could not be made. */
  async start(): Promise<void> {
    const tried = Promise.withResolvers<void>();
    this.#keeping = this.#keepForEver(tried.resolve);
    await tried.promise;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#connection?.end();
    await this.#keeping;
  }

  notify(channel: string, text: string): void {
    // Who missed it asks the database.
    this.#connection?.notify(channel, text).catch(() => {});
  }

  listen(channel: string, listener: ChannelListener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    if (listeners.size === 1) {
      this.#connection?.listen(channel).catch(() => {});
    }
    return () => listeners.delete(listener);
  }

  findAbsent(workers: string[]): Promise<string[]> {
    return findAbsent(this.options.knex, workers);
  }

  async #keepForEver(tried: () => void): Promise<void> {
    const { clock, onAbsent } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const pause = await this.#keepOnce(tried);
      this.#connection = undefined;
      tried();
      if (signal.aborted) return;
      onAbsent();
      await clock.sleep(pause, signal);
    }
  }

  /** Keeps one connection until it is gone; returns how long (ms) to wait before the next one. */
  async #keepOnce(tried: () => void): Promise<number> {
    const { logger } = this.options;
    let connection: SessionConnection | undefined;
    try {
      connection = await this.#connect();
      if (this.#isWarned) logger.info('The session with the database is back');
      this.#isWarned = false;
      tried();
      await connection.lost();
      throw new Error('the connection ended');
    } catch (error) {
      await connection?.end();
      const isPooler = connection !== undefined && !connection.hears;
      this.#warn(error as Error, isPooler);
      return isPooler ? TRY_POOLER_EVERY_MS : TRY_EVERY_MS;
    }
  }

  async #connect(): Promise<SessionConnection> {
    const { knex, worker, clock } = this.options;
    const connection = await SessionConnection.open(knex, {
      clock,
      received: (channel, text) => this.#receive(channel, text),
    });
    if (this.#stopped.signal.aborted) {
      await connection.end();
      return connection;
    }
    await connection.checkHearing();
    if (!connection.hears) return connection;
    await connection.query(HOLD_LOCK, [worker]);
    for (const channel of this.#listeners.keys()) {
      await connection.listen(channel);
    }
    this.#connection = connection;
    for (const listeners of this.#listeners.values()) {
      listeners.forEach(listener => listener.missed());
    }
    return connection;
  }

  #receive(channel: string, text: string): void {
    this.#listeners.get(channel)?.forEach(listener => listener.received(text));
  }

  #warn(error: Error, isPooler: boolean): void {
    if (this.#isWarned || this.#stopped.signal.aborted) return;
    this.#isWarned = true;
    this.options.logger.warn(
      isPooler
        ? 'Notifications of the database do not arrive here, as behind a pooler in transaction mode. Runs, events and dead workers of other hosts are found by asking, which takes up to a second, and for a dead worker up to ten'
        : `The session with the database is away, and is made again (${error.message}). Until then other processes are found by asking`,
    );
  }
}
