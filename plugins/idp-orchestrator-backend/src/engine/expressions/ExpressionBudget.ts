/**
 * The most steps that the expressions of one value may take together: some
 * 20 ms. A filter over a list of 10,000 takes about 70,000.
 */
export const MOST_STEPS = 200_000;

/** Characters of a text that take as long as one step. */
export const CHARACTERS_A_STEP = 16;

/** Says that an expression took all of the steps that it has. */
export class ExpressionTooLongError extends Error {
  override name = 'ExpressionTooLongError';
  constructor() {
    super(
      'it takes more than 200,000 steps. Make its lists and texts shorter, put no loop over a list into another one, or let a script work it out',
    );
  }
}

/**
 * The steps that expressions have left. They are counted, and no clock is
 * looked at: what an expression gives must not hang on how busy a host is.
 */
export class ExpressionBudget {
  #left: number;

  constructor(steps = MOST_STEPS) {
    this.#left = steps;
  }

  get left(): number {
    return Math.max(this.#left, 0);
  }

  /** @throws ExpressionTooLongError when there are not as many left, and ever after */
  spend(steps: number): void {
    this.#left -= steps;
    this.requireSome();
  }

  /**
   * Refuses a result that was made from what was refused: `all`, `exists`,
   * `||` and `&&` go on after an error in one of their parts.
   *
   * @throws ExpressionTooLongError
   */
  requireSome(): void {
    if (this.#left < 0) throw new ExpressionTooLongError();
  }
}
