import { stat } from 'node:fs/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock } from '../../ports';
import { DatabaseAvailability } from './DatabaseAvailability';

export interface DatabaseFileWatchOptions {
  knex: Knex;
  /** The path of the SQLite file. */
  file: string;
  clock: Clock;
  logger: LoggerService;
}

/** The pause (ms) between two looks, each of which is one `stat`. */
const LOOK_EVERY_MS = 1_000;

/**
 * Notices that the SQLite file was deleted, moved or replaced while it is open.
 * SQLite itself goes on in a file without a name then, which is gone with the
 * process: so nothing more is written, which also keeps anything from starting,
 * until the same file is back in its place. Reading goes on.
 */
export class DatabaseFileWatch {
  readonly #stopped = new AbortController();
  #opened: string | undefined;
  #isInPlace = true;
  #watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: DatabaseFileWatchOptions) {}

  /** Begins to watch; a database without a file of its own, as in memory, has none to watch. */
  async start(): Promise<void> {
    this.#opened = await identify(this.options.file);
    if (this.#opened) this.#watching = this.#lookForEver();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #lookForEver(): Promise<void> {
    const { clock, logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        await this.#look();
      } catch (error) {
        logger.warn('The SQLite file cannot be looked at', error as Error);
      }
    }
  }

  async #look(): Promise<void> {
    const { knex, file, logger } = this.options;
    const isInPlace = (await identify(file)) === this.#opened;
    if (isInPlace === this.#isInPlace) return;
    await knex.raw(`PRAGMA query_only = ${isInPlace ? 'OFF' : 'ON'}`);
    this.#isInPlace = isInPlace;
    const availability = DatabaseAvailability.of(knex);
    if (isInPlace) {
      availability.declare(undefined);
      logger.info(`The SQLite file ${file} is back, and is written again`);
      return;
    }
    availability.declare('read-only');
    logger.error(
      `The SQLite file ${file} was deleted, moved or replaced while this backend has it open. What is in it can still be read here, and is gone when this backend ends, so nothing more is written and nothing starts. Put the same file back, or export what you need, restore a backup and restart the backend; see docs/upgrades.md`,
    );
  }
}

/** Names the file behind a path, whatever it is called; undefined when there is none. */
async function identify(file: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(file);
    return `${dev}:${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
