import {
  describeValue,
  joinPath,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { badInput } from './badInput';
import { ProblemList } from './ProblemList';

/** Deeper values exhaust the stack of whatever walks through them. */
const DEEPEST = 100;
/** An object of more is no input of anything, and each name is looked at many times. */
const MOST_NAMES = 1_000;
/** Values of one request, names included: two lists of 40,000 fit. */
const MOST_VALUES = 100_000;
const TEXT = 'text without a NUL and without half a surrogate pair';

/**
 * Refuses what databases and scripts cannot hold: PostgreSQL takes no NUL, half
 * a surrogate pair has no UTF-8, no value may be deeper than 100 levels, and
 * none so large that to check it would hold up everybody. `what` is named in
 * the error.
 *
 * @throws InputError listing the problems
 */
export function requireStorable(what: string, value: unknown): void {
  const { problems, more } = listUnstorable(value);
  if (problems.length > 0) throw badInput(what, problems, more);
}

/** Lists what of a value databases and scripts cannot hold; see {@link requireStorable}. */
export function listUnstorable(value: unknown): ProblemList {
  const search: Search = { list: new ProblemList(), values: 0 };
  findUnstorable(value, [], search);
  if (search.values > MOST_VALUES) {
    const expected = `at most ${MOST_VALUES.toLocaleString('en')} values in all of it`;
    search.list.add(() => ({ path: '', expected, got: 'more' }));
  }
  return search.list;
}

interface Search {
  list: ProblemList;
  /** Those that were looked at so far. */
  values: number;
}

/** Tells whether a text can be stored. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function findUnstorable(value: unknown, path: string[], search: Search): void {
  const { list } = search;
  search.values += 1;
  if (typeof value === 'string') checkText(value, path, list);
  if (typeof value !== 'object' || value === null) return;
  if (path.length === DEEPEST) {
    const expected = `at most ${DEEPEST} levels`;
    const place = joinPath(path.slice(0, 3));
    list.add(() => ({ path: place, expected, got: 'more' }));
    return;
  }
  const entries = Object.entries(value);
  if (!Array.isArray(value) && entries.length > MOST_NAMES) {
    list.add(() => ({
      path: joinPath(path),
      expected: `at most ${MOST_NAMES.toLocaleString('en')} names in one object`,
      got: entries.length.toLocaleString('en'),
    }));
    return;
  }
  for (const [key, inner] of entries) {
    // Nobody is told more than that there are too many.
    if (search.values > MOST_VALUES) return;
    path.push(key);
    checkText(key, path, list);
    findUnstorable(inner, path, search);
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
