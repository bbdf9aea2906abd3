/**
 * The most steps that the expressions of one value may take together: some
 * 20 ms. A filter over a list of 10,000 takes about 70,000.
 */
export const MOST_STEPS = 200_000;

/**
 * The most steps of all expressions that are evaluated in one turn of the event
 * loop: the conditions that one decision asks, a plan, the output of a run.
 */
export const MOST_STEPS_TOGETHER = 5 * MOST_STEPS;

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

/** Says that expressions which each have few steps have too many together. */
export class ExpressionsTooLongError extends Error {
  override name = 'ExpressionsTooLongError';
  constructor() {
    super(
      'with those that are evaluated at the same time it takes more than 1,000,000 steps. Let fewer of them begin at once, make their lists and texts shorter, or let a script work it out',
    );
  }
}

/**
 * The steps that expressions have left. They are counted, and no clock is
 * looked at: what an expression gives must not hang on how busy a host is.
 */
export class ExpressionBudget {
  #left: number;

  /** `together` is what it shares with others, and spends of as well. */
  constructor(
    steps = MOST_STEPS,
    private readonly together?: ExpressionBudget,
  ) {
    this.#left = steps;
  }

  /** Makes the budget of all that is evaluated in one turn of the event loop. */
  static ofTurn(): ExpressionBudget {
    return new ExpressionBudget(MOST_STEPS_TOGETHER);
  }

  /** Makes the budget of one value, which spends of this one as well. */
  ofValue(): ExpressionBudget {
    return new ExpressionBudget(MOST_STEPS, this);
  }

  get left(): number {
    const left = Math.max(this.#left, 0);
    return this.together ? Math.min(left, this.together.left) : left;
  }

  /**
   * @throws ExpressionTooLongError when there are not as many left, and ever after
   * @throws ExpressionsTooLongError when what is shared has not
   */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.together) this.together.#left -= steps;
    this.requireSome();
  }

  /**
   * Refuses a result that was made from what was refused: `all`, `exists`,
   * `||` and `&&` go on after an error in one of their parts.
   *
   * @throws ExpressionTooLongError
   * @throws ExpressionsTooLongError when it is what is shared
   */
  requireSome(): void {
    if (this.#left < 0) throw new ExpressionTooLongError();
    if (this.together && this.together.#left < 0) {
      throw new ExpressionsTooLongError();
    }
  }
}
