import * as z from 'zod';
import { wordsOfIssue } from './wordsOfIssue';

/**
 * A thing that is wrong with what a caller sent, or with a file that was
 * loaded: where (`path`, dotted, empty for the whole), what was expected and
 * what was found instead.
 *
 * @public
 */
export const problemSchema = z.object({
  path: z.string().describe('Where, dotted; empty for the whole.'),
  expected: z.string().describe('What was expected.'),
  got: z.string().describe('What was found instead.'),
});

/** @public */
export type Problem = z.infer<typeof problemSchema>;

/**
 * The most problems that are told at once; of others only their number is.
 *
 * @public
 */
export const MOST_PROBLEMS = 50;

/**
 * Describes problems in one readable sentence, for an error's message: the
 * first {@link MOST_PROBLEMS}, and how many there are besides. `more` are those
 * that are not in the list.
 *
 * @public
 */
export function describeProblems(problems: Problem[], more = 0): string {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(
      ({ path, expected, got }) =>
        `${path || '(top level)'}: expected ${expected}, got ${got}`,
    );
  const left = problems.length - told.length + more;
  const rest = left > 0 ? [`and ${left.toLocaleString('en')} more`] : [];
  return [...told, ...rest].join('; ');
}

/**
 * Converts zod's issues into problems, the first {@link MOST_PROBLEMS};
 * `value` is what was checked.
 *
 * @public
 */
export function problemsOf(error: z.ZodError, value: unknown): Problem[] {
  const problems: Problem[] = [];
  for (const issue of error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
    for (const key of keys ?? [undefined]) {
      if (problems.length === MOST_PROBLEMS) return problems;
      const path = key === undefined ? issue.path : [...issue.path, key];
      problems.push({
        path: joinPath(path),
        expected: keys ? 'no property of this name' : wordsOfIssue(issue),
        got: describeValue(valueAt(value, path)),
      });
    }
  }
  return problems;
}

/**
 * Counts all problems that zod's issues stand for.
 *
 * @public
 */
export function countProblems(error: z.ZodError): number {
  return error.issues.reduce(
    (sum, issue) =>
      sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );
}

const LONGEST_NAME = 100;

/**
 * Joins the steps of a path with dots; a caller may have made a name of any length.
 *
 * @public
 */
export function joinPath(path: PropertyKey[]): string {
  return path
    .map(String)
    .map(name =>
      name.length > LONGEST_NAME
        ? `${name.slice(0, LONGEST_NAME - 3)}...`
        : name,
    )
    .join('.');
}

/**
 * Describes a value as it is shown in an error: short, typed, never a whole
 * document.
 *
 * @public
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    // A text may stand for a list, as in a query, and its letters are no items.
    (at, key) =>
      typeof at === 'string'
        ? at
        : (at as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}
