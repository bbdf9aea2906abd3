import * as z from 'zod';
import { wordsOfIssue } from './wordsOfIssue';

/**
 * A thing that is wrong with what a caller sent, or with a file that was
 * loaded: where (`path`, dotted, empty for the whole), what was expected and
 * what was found instead.
 */
export const problemSchema = z.object({
  path: z.string().describe('Where, dotted; empty for the whole.'),
  expected: z.string().describe('What was expected.'),
  got: z.string().describe('What was found instead.'),
});

export type Problem = z.infer<typeof problemSchema>;

/** Describes all problems in one readable sentence, for an error's message. */
export function describeProblems(problems: Problem[]): string {
  return problems
    .map(
      ({ path, expected, got }) =>
        `${path || '(top level)'}: expected ${expected}, got ${got}`,
    )
    .join('; ');
}

/** Converts zod's issues into problems; `value` is what was checked. */
export function problemsOf(error: z.ZodError, value: unknown): Problem[] {
  return error.issues.flatMap(issue => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
    return (keys ?? [undefined]).map(key => {
      const path = key === undefined ? issue.path : [...issue.path, key];
      return {
        path: path.join('.'),
        expected: keys ? 'no property of this name' : wordsOfIssue(issue),
        got: describeValue(valueAt(value, path)),
      };
    });
  });
}

/**
 * Describes a value as it is shown in an error: short, typed, never a whole
 * document.
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
