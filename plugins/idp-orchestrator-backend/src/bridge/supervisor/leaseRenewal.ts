import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const LONGEST_MS = 10_000;

/**
 * Says after which time (ms) a supervisor is told again: a small part of the
 * adoption window, since it counts from what it heard last.
 */
function chooseIntervals(adoptionWindowMs: number) {
  const onceMissed = Math.min(1_000, adoptionWindowMs / 4);
  const part = Math.min(LONGEST_MS, adoptionWindowMs / 24);
  return { onceMissed, onceTold: Math.max(onceMissed, part) };
}

export interface LeaseOptions {
  /** The path of the pipe. */
  path: string;
  adoptionWindowMs: number;
  /** True where the supervisor was just started, and has no pipe in its first second. */
  isMadeLater: boolean;
  /** Tells whether it may be told now that somebody follows. */
  isHeld(): boolean;
}

/**
 * Tells the supervisor, by a byte in its pipe, that somebody follows the
 * script. Never blocks: a pipe that is missing, without a reader or full is
 * tried again soon.
 */
export class LeaseRenewal {
  readonly #intervals: ReturnType<typeof chooseIntervals>;
  #timer: NodeJS.Timeout | undefined;
  #pipe: FileHandle | undefined;
  #turn: Promise<void>;
  #stopped = false;

  constructor(private readonly options: LeaseOptions) {
    this.#intervals = chooseIntervals(options.adoptionWindowMs);
    this.#turn = options.isMadeLater
      ? Promise.resolve(this.#goOnAfter(this.#intervals.onceMissed))
      : this.#renewAndGoOn();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#pipe?.close();
    this.#pipe = undefined;
  }

  async #renewAndGoOn(): Promise<void> {
    const { onceTold, onceMissed } = this.#intervals;
    this.#goOnAfter((await this.#renew()) ? onceTold : onceMissed);
  }

  #goOnAfter(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#turn = this.#renewAndGoOn();
    }, ms).unref();
  }

  /** Returns true when the supervisor was told. */
  async #renew(): Promise<boolean> {
    // Who was frozen or cut off must not make another host wait for nothing.
    if (this.#stopped || !this.options.isHeld()) return false;
    try {
      this.#pipe ??= await open(
        this.options.path,
        constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW,
      );
      await this.#pipe.write('.');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      await this.#pipe?.close().catch(() => {});
      this.#pipe = undefined;
      return false;
    }
  }
}
