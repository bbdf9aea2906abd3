import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { estimateStates } from './estimateStates';

/** Schemas in a schema: its fields, items, branches and definitions. */
export const MOST_PARTS = 500;
/** Names and values of a schema, those of `enum` and `default` included. */
export const MOST_VALUES = 10_000;
/** Levels of a schema. */
export const DEEPEST = 50;
/** States of all regular expressions of a schema. */
export const MOST_STATES = 20_000;

interface Size {
  parts: number;
  values: number;
  states: number;
  levels: number;
}

/**
 * Lists in what a JSON Schema is too large: to make a check of one takes longer
 * than to read it, and all of Backstage waits meanwhile.
 */
export function listSizeProblems(schema: unknown, path: string): Problem[] {
  const size: Size = { parts: 0, values: 0, states: 0, levels: 0 };
  measure(schema, { level: 1, isData: false }, size);
  const limits: Array<[number, number, string]> = [
    [size.levels, DEEPEST, 'levels'],
    [size.parts, MOST_PARTS, 'schemas in it (fields, items, branches)'],
    [size.values, MOST_VALUES, 'names and values'],
    [size.states, MOST_STATES, 'states of its regular expressions together'],
  ];
  return limits
    .filter(([got, most]) => got > most)
    .slice(0, 1)
    .map(([, most, of]) => ({
      path,
      expected: `a schema of at most ${most.toLocaleString('en')} ${of}`,
      got: 'one of more',
    }));
}

/** Their values are data, in which the name of a keyword is only a name. */
const DATA = new Set(['const', 'enum', 'default', 'examples']);

function measure(
  value: unknown,
  { level, isData }: { level: number; isData: boolean },
  size: Size,
): void {
  size.values += 1;
  if (typeof value !== 'object' || value === null || isTooLarge(size)) return;
  size.levels = Math.max(size.levels, level);
  if (!isData && !Array.isArray(value)) size.parts += 1;
  for (const [key, inner] of Object.entries(value)) {
    if (!isData) size.states += statesOf(key, inner);
    const place = { level: level + 1, isData: isData || DATA.has(key) };
    measure(inner, place, size);
  }
}

/** Nothing is measured further than that: YAML may put one part in many places. */
function isTooLarge({ values, parts, levels }: Size): boolean {
  return values > MOST_VALUES || parts > MOST_PARTS || levels > DEEPEST;
}

function statesOf(key: string, value: unknown): number {
  if (key === 'pattern' && typeof value === 'string') {
    return estimateStates(value);
  }
  if (key !== 'patternProperties' || typeof value !== 'object') return 0;
  return Object.keys(value ?? {}).reduce(
    (sum, name) => sum + estimateStates(name),
    0,
  );
}
