interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(cause: unknown): void;
}

/** The number of items in one piece of work. */
const MOST_AT_ONCE = 100;

/**
 * Gathers what is to be written while a write of the same kind is under way, and
 * writes it together after that: whoever comes alone does not wait, and under
 * load as many share one commit as there are.
 */
export class Gatherer<T, R> {
  readonly #waiting: Array<Waiting<T, R>> = [];
  #isWriting = false;

  /** `write` does all of it or, when it throws, nothing; it gives a result for each item. */
  constructor(private readonly write: (items: T[]) => Promise<R[]>) {}

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** Never fails: each that waits is told by itself. */
  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      await this.#writeOrRefuse(this.#waiting.splice(0, MOST_AT_ONCE));
    }
    this.#isWriting = false;
  }

  async #writeOrRefuse(some: Array<Waiting<T, R>>): Promise<void> {
    const error = await this.#writeSome(some);
    if (error === undefined) return;
    // One that the database does not take must not keep the others out.
    if (some.length > 1 && isRefusedValue(error)) {
      for (const one of some) await this.#writeOrRefuse([one]);
    } else {
      some.forEach(({ reject }) => reject(error));
    }
  }

  /** Returns the error when nothing was written. */
  async #writeSome(some: Array<Waiting<T, R>>): Promise<unknown> {
    try {
      const results = await this.write(some.map(({ item }) => item));
      some.forEach(({ resolve }, index) => resolve(results[index]));
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

/** Tells an error of PostgreSQL about a value from one after which nobody knows what was done. */
function isRefusedValue(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
