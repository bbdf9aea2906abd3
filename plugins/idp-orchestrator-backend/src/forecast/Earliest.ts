/**
 * Keeps the earliest of what is added, at most so many. What comes after the
 * last of these need not be looked for any more.
 */
export class Earliest<T> {
  readonly #limit: number;
  #kept: Array<{ at: number; order: string; value: T }> = [];
  #until: number;
  #isCut = false;

  /** @param until the last time (ms since 1970) that counts */
  constructor({ limit, until }: { limit: number; until: number }) {
    this.#limit = limit;
    this.#until = until;
  }

  /** The last time (ms since 1970) that still counts; it only comes closer. */
  get until(): number {
    return this.#until;
  }

  /** Adds something at a time (ms since 1970); of several at one time, the first by `order` is kept. */
  add(at: number, order: string, value: T): void {
    if (at > this.#until) return;
    this.#kept.push({ at, order, value });
    if (this.#kept.length >= 2 * this.#limit) this.#cut();
  }

  /** Lists what is kept, the earliest first; `isCut` when something was left out. */
  list(): { values: T[]; isCut: boolean } {
    this.#cut();
    const values = this.#kept.map(({ value }) => value);
    return { values, isCut: this.#isCut };
  }

  #cut(): void {
    this.#kept.sort((a, b) => a.at - b.at || (a.order < b.order ? -1 : 1));
    if (this.#kept.length <= this.#limit) return;
    this.#kept.length = this.#limit;
    this.#until = this.#kept[this.#limit - 1].at;
    this.#isCut = true;
  }
}
