import type { CallOpening, OpenCall } from '../ports';
import { isDatabaseUnavailable } from '../problems/DatabaseUnavailableError';

/** The opening of a call that the first commit of what was asked for carries. */
export class FirstCommit implements CallOpening {
  #isWritten = false;
  #isInDoubt = false;

  constructor(private readonly call: OpenCall) {}

  /** True when it is known that it was written. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** False when nothing was done for sure. */
  get mayBeDone(): boolean {
    return this.#isWritten || this.#isInDoubt;
  }

  async carriedBy<T extends { created: boolean }>(
    commit: (call?: OpenCall) => Promise<T>,
  ): Promise<T> {
    if (this.#isWritten) return commit();
    // Until it is known what came of it.
    this.#isInDoubt = true;
    try {
      const made = await commit(this.call);
      this.#isWritten = made.created;
      this.#isInDoubt = false;
      return made;
    } catch (error) {
      this.#isInDoubt = isDatabaseUnavailable(error) && error.isInDoubt;
      throw error;
    }
  }
}
