import type { Knex } from 'knex';
import type { Clock, DatabaseSight } from '../ports';
import { DatabaseAvailability } from './availability';

/** An answer may take so long (ms), also behind everything else that is asked. */
const PATIENCE_MS = 2_000;

/** Asks the database whether it is there: one question at a time, however many want to know. */
export class DatabaseProbe implements DatabaseSight {
  #asking: Promise<string | undefined> | undefined;

  constructor(
    private readonly knex: Knex,
    private readonly clock: Clock,
  ) {}

  async unavailableReason(): Promise<string | undefined> {
    this.#asking ??= this.#ask();
    const answered = new AbortController();
    const late = this.clock
      .sleep(PATIENCE_MS, answered.signal)
      .then(
        () =>
          `The database of the orchestrator gives no answer within ${PATIENCE_MS} ms`,
      );
    const why = await Promise.race([this.#asking, late]);
    answered.abort();
    return why;
  }

  async #ask(): Promise<string | undefined> {
    const availability = DatabaseAvailability.of(this.knex);
    try {
      // A table, so that SQLite has to open its file for it.
      await availability.attempt(() => this.knex('workers').first('name'));
      return availability.unavailableReason;
    } catch (error) {
      return (error as Error).message;
    } finally {
      this.#asking = undefined;
    }
  }
}
