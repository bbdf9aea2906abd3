/** Brings many changes, or a failure, to one who looks at them when there is time. */
export class Changes {
  #isNoted = false;
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  note(): void {
    this.#isNoted = true;
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.note();
  }

  /** Resolves when something was noted since the last call; rejects after a failure. */
  async next(): Promise<void> {
    if (!this.#isNoted) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    this.#isNoted = false;
    if (this.#failure) throw this.#failure.error;
  }
}
