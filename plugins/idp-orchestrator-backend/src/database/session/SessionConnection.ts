import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../../ports';

/** The part of the driver's connection that is used here. */
interface RawConnection {
  query(text: string, values?: unknown[]): Promise<unknown>;
  on(event: 'error' | 'end', listener: () => void): void;
  on(
    event: 'notification',
    listener: (message: { channel: string; payload?: string }) => void,
  ): void;
  end(): Promise<void>;
}

const CHECK_EVERY_MS = 5_000;
/** The time (ms) that an answer of the database, or a notification, has to arrive. */
const PATIENCE_MS = 5_000;

/** Holds one connection of the driver, from its making to its end. */
export class SessionConnection {
  /** True when a notification from another connection arrives here. */
  hears = false;
  readonly #ended = Promise.withResolvers<void>();
  readonly #echo = Promise.withResolvers<boolean>();
  readonly #echoChannel = `idp_orchestrator_${randomUUID().replaceAll('-', '')}`;

  private constructor(
    private readonly raw: RawConnection,
    private readonly knex: Knex,
    private readonly clock: Clock,
  ) {}

  static async open(
    knex: Knex,
    options: { clock: Clock; received(channel: string, text: string): void },
  ): Promise<SessionConnection> {
    // Lets the pool refresh its settings first, as those with tokens must be.
    await knex.raw('select 1');
    const raw: RawConnection = await knex.client.acquireRawConnection();
    const connection = new SessionConnection(raw, knex, options.clock);
    const ended = () => connection.#ended.resolve();
    raw.on('error', ended);
    raw.on('end', ended);
    raw.on('notification', ({ channel, payload }) => {
      if (channel === connection.#echoChannel) connection.#echo.resolve(true);
      else options.received(channel, payload ?? '');
    });
    return connection;
  }

  query(text: string, values?: unknown[]): Promise<unknown> {
    return this.raw.query(text, values);
  }

  listen(channel: string): Promise<unknown> {
    return this.query(`listen "${channel.replaceAll('"', '""')}"`);
  }

  notify(channel: string, text: string): Promise<unknown> {
    return this.query('select pg_notify($1, $2)', [channel, text]);
  }

  /**
   * Finds out whether it hears, by a word to itself from another connection,
   * which a pooler would swallow.
   */
  async checkHearing(): Promise<void> {
    await this.listen(this.#echoChannel);
    await this.knex.raw('select pg_notify(?, ?)', [this.#echoChannel, '']);
    const late = this.clock.sleep(PATIENCE_MS).then(() => false);
    this.hears = await Promise.race([this.#echo.promise, late]);
    await this.query(`unlisten "${this.#echoChannel}"`);
  }

  /** Resolves when the connection is gone, or does not answer. */
  async lost(): Promise<void> {
    if (!this.hears) return;
    const gone = new AbortController();
    void this.#ended.promise.then(() => gone.abort());
    while (!gone.signal.aborted) {
      await this.clock.sleep(CHECK_EVERY_MS, gone.signal);
      if (gone.signal.aborted || !(await this.#answers())) return;
    }
  }

  async end(): Promise<void> {
    this.#ended.resolve();
    const late = this.clock.sleep(1_000);
    await Promise.race([this.raw.end().catch(() => {}), late]);
  }

  async #answers(): Promise<boolean> {
    const answer = this.query('select 1').then(
      () => true,
      () => false,
    );
    const late = this.clock.sleep(PATIENCE_MS).then(() => false);
    return Promise.race([answer, late, this.#ended.promise.then(() => false)]);
  }
}
