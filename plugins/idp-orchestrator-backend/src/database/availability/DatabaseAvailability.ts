import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DatabaseUnavailableError } from '../../problems/DatabaseUnavailableError';
import { later } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import {
  HELD_LIMIT_MS,
  isInDoubt,
  OUTAGE_TEXTS,
  readOutage,
  wordsOf,
  type Outage,
} from './explainUnavailable';

/** The pause (ms) between two tries while another process holds the file. */
const HELD_PAUSE_MS = 50;

const known = new WeakMap<Knex, DatabaseAvailability>();

/**
 * Knows whether a database can be used: it tries again while another process
 * holds a SQLite file, and makes of an outage an error whose words are meant for
 * callers. What the driver said is told in the log, once for each outage.
 */
export class DatabaseAvailability {
  #logger?: Pick<LoggerService, 'info' | 'warn'>;
  #outage?: Outage;
  /** One that lasts until it is said to be over, although reading goes on. */
  #declared?: Outage;

  private constructor() {}

  /** Gives the one that all parts which use a database share. */
  static of(knex: Knex): DatabaseAvailability {
    const availability = known.get(knex) ?? new DatabaseAvailability();
    known.set(knex, availability);
    return availability;
  }

  /** Names the log in which outages are told from now on. */
  logTo(logger: Pick<LoggerService, 'info' | 'warn'>): void {
    this.#logger = logger;
  }

  /**
   * Does something with the database.
   *
   * @throws DatabaseUnavailableError while it cannot be used; what `act` throws otherwise
   */
  async attempt<T>(act: () => T | Promise<T>): Promise<T> {
    const { monotonic, sleep } = systemClock;
    const until = later(monotonic(), HELD_LIMIT_MS);
    for (;;) {
      try {
        const value = await act();
        this.#noteUsable();
        return value;
      } catch (error) {
        const outage = readOutage(error);
        if (!outage) throw error;
        if (outage !== 'held' || monotonic() >= until) {
          throw this.#explain(outage, error);
        }
      }
      await sleep(HELD_PAUSE_MS);
    }
  }

  /** Tells in words for callers why it cannot be used; undefined when it can, as far as is known. */
  get unavailableReason(): string | undefined {
    return this.#outage && OUTAGE_TEXTS[this.#outage];
  }

  /** Takes note of an outage, or of its end, that somebody else has found and told. */
  declare(outage: Outage | undefined): void {
    this.#declared = outage;
    this.#outage = outage;
  }

  #explain(outage: Outage, error: unknown): DatabaseUnavailableError {
    if (this.#outage !== outage) {
      this.#outage = outage;
      this.#logger?.warn(`${OUTAGE_TEXTS[outage]} (${wordsOf(error)})`);
    }
    return new DatabaseUnavailableError(OUTAGE_TEXTS[outage], {
      isInDoubt: isInDoubt(error),
    });
  }

  #noteUsable(): void {
    if (this.#outage === this.#declared) return;
    this.#outage = this.#declared;
    this.#logger?.info('The database of the orchestrator can be used again');
  }
}
