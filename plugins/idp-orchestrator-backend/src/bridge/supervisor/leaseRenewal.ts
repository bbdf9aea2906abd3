import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * Tells the supervisor, by a byte in its pipe, that somebody follows the
 * script. Never blocks: a pipe that is missing, without a reader or full is
 * tried again at the next turn.
 */
export class LeaseRenewal {
  readonly #timer: NodeJS.Timeout;
  #pipe: FileHandle | undefined;
  #turn: Promise<void>;
  #stopped = false;

  constructor(
    private readonly path: string,
    adoptionWindowMs: number,
    /** Tells whether it may be told now that somebody follows. */
    private readonly isHeld: () => boolean,
  ) {
    this.#turn = this.#renew();
    this.#timer = setInterval(
      () => {
        this.#turn = this.#turn.then(() => this.#renew());
      },
      Math.min(1_000, adoptionWindowMs / 4),
    );
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#turn;
    await this.#pipe?.close();
    this.#pipe = undefined;
  }

  async #renew(): Promise<void> {
    // Who was frozen or cut off must not make another host wait for nothing.
    if (this.#stopped || !this.isHeld()) return;
    try {
      this.#pipe ??= await open(
        this.path,
        constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW,
      );
      await this.#pipe.write('.');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return;
      await this.#pipe?.close().catch(() => {});
      this.#pipe = undefined;
    }
  }
}
