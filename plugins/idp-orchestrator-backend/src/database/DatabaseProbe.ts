import type { Knex } from 'knex';
import type { Clock, DatabaseSight } from '../ports';

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
      .then(() => `no answer within ${PATIENCE_MS} ms`);
    const why = await Promise.race([this.#asking, late]);
    answered.abort();
    return why;
  }

  async #ask(): Promise<string | undefined> {
    try {
      await this.knex.raw('select 1');
      return undefined;
    } catch (error) {
      return reasonOf(error);
    } finally {
      this.#asking = undefined;
    }
  }
}

/** The driver tells of several addresses that were tried by an error without a message. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}
