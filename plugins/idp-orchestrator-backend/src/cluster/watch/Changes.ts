import { WakeableTimer } from '../../waiting/WakeableTimer';

/** Brings many changes, or a failure, to one who looks at them when there is time. */
export class Changes {
  readonly #timer = new WakeableTimer();
  #failure: { error: unknown } | undefined;

  note(): void {
    this.#timer.wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.note();
  }

  /** Resolves when something was noted since the last call, or after `ms` if that is given; rejects after a failure. */
  async next(ms?: number): Promise<void> {
    if (!this.#failure) await this.#timer.wait(ms);
    if (this.#failure) throw this.#failure.error;
  }
}
