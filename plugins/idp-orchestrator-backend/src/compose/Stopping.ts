import type {
  LoggerService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { RequestServers } from '../rest';
import { isOverWithin } from '../waiting/isOverWithin';
import type { Engine } from './engine';

/** A database that has not answered after this time (ms) is not waited for. */
const DATABASE_PATIENCE_MS = 1_000;
/** The time (ms) in which runs are given back and deliveries noted. */
const HAND_OVER_MS = 4_000;

export interface StoppingOptions {
  rootLifecycle: RootLifecycleService;
  engine: Pick<Engine, 'knex' | 'drain' | 'stop'>;
  logger: LoggerService;
}

/**
 * Stops the plugin, in the hook that comes before all others: Backstage stops
 * nothing before it is over, so that requests are answered and the database is
 * there while scripts come to their end. In development the hooks after it have
 * the only connection of a database in memory.
 */
export class Stopping {
  readonly #begun = new AbortController();
  readonly #stops: Array<() => Promise<void>> = [];

  constructor(private readonly options: StoppingOptions) {
    const { rootLifecycle } = options;
    rootLifecycle.addBeforeShutdownHook(() => this.#stop());
    const servers = new RequestServers();
    servers.watch();
    rootLifecycle.addShutdownHook(() => servers.endConnections());
  }

  /** Aborts when this backend begins to stop: who waits for something is told at once. */
  get signal(): AbortSignal {
    return this.#begun.signal;
  }

  /** Adds what is stopped when no run is worked on any more. */
  add(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  async #stop(): Promise<void> {
    const { engine, logger } = this.options;
    this.#begun.abort();
    await engine.drain();
    const limitMs = (await this.#isDatabaseThere()) ? HAND_OVER_MS : 0;
    const stops = [() => engine.stop(), ...this.#stops].map(stop => stop());
    const stopped = Promise.all(stops).catch(error =>
      logger.warn('Not everything could be stopped in order', error as Error),
    );
    if (await isOverWithin(stopped, limitMs)) return;
    logger.warn(
      'The database does not answer in time, so runs are not given back: another backend takes them when it sees that this one is gone, or the next one does',
    );
  }

  async #isDatabaseThere(): Promise<boolean> {
    const asked = this.options.engine.knex.raw('select 1').then(() => true);
    try {
      return await isOverWithin(asked, DATABASE_PATIENCE_MS);
    } catch {
      return false;
    }
  }
}
