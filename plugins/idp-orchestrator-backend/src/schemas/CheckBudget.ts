import { InputError } from '@backstage/errors';

/**
 * Steps that the check of one value against its schema may take: one for each
 * schema that looks at a part of it, and more for texts that regular expressions
 * look at. Schemas that refer to each other can look at one part a million times.
 */
export const MOST_STEPS = 200_000;

let left = 0;

/** Checks a value within a budget of its own; checks are never within each other. */
export function withinBudget<T>(check: () => T): T {
  left = MOST_STEPS;
  return check();
}

/** @throws InputError when the check that is going on has not as many left */
export function spendSteps(steps: number): void {
  left -= steps;
  if (left >= 0) return;
  throw new InputError(
    'The value takes more than 200,000 steps to be checked against its schema. Make its lists and texts shorter, or the schema simpler: schemas that refer to each other (allOf, anyOf, oneOf, $ref) look at each part as often as there are ways to them',
  );
}
