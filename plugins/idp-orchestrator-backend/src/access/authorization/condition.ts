/**
 * A condition that holds for what has one of these values of a trait.
 *
 * @public
 */
export interface Term<Trait extends string> {
  trait: Trait;
  oneOf: string[];
}

/** Terms, and what is made of them, in the shape that permission rules give. */
export type Condition<Trait extends string> =
  | Term<Trait>
  | { allOf: Condition<Trait>[] }
  | { anyOf: Condition<Trait>[] }
  | { not: Condition<Trait> };

/**
 * Tells whether a condition holds for something with these traits, as the
 * database tells it for a list.
 */
export function holds<Trait extends string>(
  condition: Condition<Trait>,
  traits: Record<Trait, string>,
): boolean {
  if ('allOf' in condition) {
    return condition.allOf.every(one => holds(one, traits));
  }
  if ('anyOf' in condition) {
    return condition.anyOf.some(one => holds(one, traits));
  }
  if ('not' in condition) return !holds(condition.not, traits);
  return condition.oneOf.includes(traits[condition.trait]);
}
