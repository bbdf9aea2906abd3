import {
  describeValue,
  joinPath,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { badInput } from './badInput';
import { ProblemList } from './ProblemList';

/** Deeper values exhaust the stack of whatever walks through them. */
const DEEPEST = 100;
const TEXT = 'text without a NUL and without half a surrogate pair';

/**
 * Refuses what databases and scripts cannot hold: PostgreSQL takes no NUL, half
 * a surrogate pair has no UTF-8, and no value may be deeper than 100 levels.
 * `what` is named in the error.
 *
 * @throws InputError listing the problems
 */
export function requireStorable(what: string, value: unknown): void {
  const list = new ProblemList();
  findUnstorable(value, [], list);
  const { problems, more } = list;
  if (problems.length > 0) throw badInput(what, problems, more);
}

/** Tells whether a text can be stored. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function findUnstorable(
  value: unknown,
  path: string[],
  list: ProblemList,
): void {
  if (typeof value === 'string') checkText(value, path, list);
  if (typeof value !== 'object' || value === null) return;
  if (path.length === DEEPEST) {
    const expected = `at most ${DEEPEST} levels`;
    const place = joinPath(path.slice(0, 3));
    list.add(() => ({ path: place, expected, got: 'more' }));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    path.push(key);
    checkText(key, path, list);
    findUnstorable(inner, path, list);
    path.pop();
  }
}

function checkText(text: string, path: string[], list: ProblemList): void {
  if (isStorable(text)) return;
  list.add(() => ({
    path: joinPath(path),
    expected: TEXT,
    got: describeValue(text),
  }));
}
