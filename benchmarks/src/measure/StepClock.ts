/**
 * When each step of no effect was called, in ms of this process's clock. Both
 * engines call the same one, so what is compared is what they do in between.
 */
export class StepClock {
  #calls: number[] = [];

  /** For a new flow. */
  reset(): void {
    this.#calls = [];
  }

  tick(): void {
    this.#calls.push(performance.now());
  }

  get calls(): readonly number[] {
    return this.#calls;
  }

  /** From the first call to the last, over the steps that ended in between. */
  msPerStep(): number {
    const first = this.#calls[0];
    const last = this.#calls[this.#calls.length - 1];
    return (last - first) / (this.#calls.length - 1);
  }
}
