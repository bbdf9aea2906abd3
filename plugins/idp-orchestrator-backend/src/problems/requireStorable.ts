import {
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { badInput } from './badInput';

/** Deeper values exhaust the stack of whatever walks through them. */
const DEEPEST = 100;
const TEXT = 'text without a NUL and without half a surrogate pair';

/**
 * Refuses what databases and scripts cannot hold: PostgreSQL takes no NUL, half
 * a surrogate pair has no UTF-8, and no value may be deeper than 100 levels.
 * `what` is named in the error.
 *
 * @throws InputError listing every problem
 */
export function requireStorable(what: string, value: unknown): void {
  const problems = listUnstorable(value, []);
  if (problems.length > 0) throw badInput(what, problems);
}

/** Tells whether a text can be stored. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function listUnstorable(value: unknown, path: string[]): Problem[] {
  if (typeof value === 'string') return checkText(value, path);
  if (typeof value !== 'object' || value === null) return [];
  if (path.length === DEEPEST) {
    const expected = `at most ${DEEPEST} levels`;
    return [{ path: path.slice(0, 3).join('.'), expected, got: 'more' }];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    return [...checkText(key, place), ...listUnstorable(inner, place)];
  });
}

function checkText(text: string, path: string[]): Problem[] {
  if (isStorable(text)) return [];
  return [{ path: path.join('.'), expected: TEXT, got: describeValue(text) }];
}
