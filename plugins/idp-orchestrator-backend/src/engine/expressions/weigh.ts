import { CHARACTERS_A_STEP } from './ExpressionBudget';

/**
 * Counts the steps that it takes to look at all of a value: one for each part
 * of it, and more for long texts. It stops soon after `most`.
 */
export function weigh(value: unknown, most: number): number {
  if (value === null || typeof value !== 'object') return weighShallow(value);
  let weight = weighShallow(value);
  for (const part of partsOf(value)) {
    if (weight > most) return weight;
    weight += weigh(part, most - weight);
  }
  return weight;
}

/** Counts the steps for a value without what it holds, of a list also for its places. */
export function weighShallow(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    return 1 + Math.floor(value.length / CHARACTERS_A_STEP);
  }
  return Array.isArray(value) ? 1 + value.length : 1;
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Uint8Array) return [];
  if (value instanceof Map || value instanceof Set) return value.values();
  return Array.isArray(value) ? value : Object.values(value);
}
