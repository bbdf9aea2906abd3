import { weigh, weighShallow } from './weigh';

/** What is called or compared, and with what. */
interface Operation {
  /** An operator, or the name of a function or method. */
  name: string;
  /** The operands; of a method first what it is called on. */
  operands: unknown[];
}

/** Texts of durations that are read; a longer one is none. */
const LONGEST_DURATION = 64;
/** A formatter is made for each look at a time zone, which takes some 50 µs. */
const TIME_ZONE_STEPS = 1_000;

/**
 * Counts the steps of one operation before it is done, as the library does it:
 * searches are products of lengths there, and lists are compared item by item.
 * It stops soon after `most`.
 *
 * @throws Error when no count would do
 */
export function costOf({ name, operands }: Operation, most: number): number {
  const [first, second] = operands;
  switch (name) {
    case '==':
    case '!=':
      return weighBoth(first, second, most);
    case 'in':
      return Array.isArray(second) ? 1 + second.length * weigh(first, most) : 1;
    case 'join':
      return weigh(first, most) + weighShallow(first) * weighShallow(second);
    case 'contains':
    case 'indexOf':
    case 'lastIndexOf':
    case 'split':
      return weighShallow(first) * weighShallow(second);
    case 'size':
      return typeof first === 'string' ? weighShallow(first) * 8 : 1;
    case 'duration':
      return requireDuration(first);
    default:
      return name.startsWith('get') && operands.length > 1
        ? TIME_ZONE_STEPS
        : operands.reduce((sum: number, one) => sum + weighShallow(one) - 1, 0);
  }
}

/** Two values are compared no further than the shorter one goes. */
function weighBoth(first: unknown, second: unknown, most: number): number {
  const weight = weigh(first, most);
  return weight === 1 ? 1 : Math.min(weight, weigh(second, weight));
}

function requireDuration(text: unknown): number {
  if (typeof text !== 'string' || text.length <= LONGEST_DURATION) return 1;
  throw new Error(
    `duration() takes a text of at most ${LONGEST_DURATION} characters, got ${text.length}`,
  );
}
