/**
 * The steps that are left for going through a schema: parts that refer to
 * themselves twice are as many as there is time for.
 */
export interface Budget {
  left: number;
}

/** Takes a step; false when none is left. */
export function takeStep(budget: Budget): boolean {
  budget.left -= 1;
  return budget.left >= 0;
}
