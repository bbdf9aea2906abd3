import { InputError } from '@backstage/errors';
import {
  describeProblems,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { nameNearest } from './nameNearest';

/** Makes a 400 that lists every problem, also as data for programs. */
export function badInput(what: string, problems: Problem[]): InputError {
  const error = new InputError(
    `${what} is not usable. ${describeProblems(problems)}`,
  );
  return Object.assign(error, { problems });
}

/**
 * Checks a value, and names every problem in one error.
 *
 * @throws InputError listing every problem, and for a name that is not known those that are
 */
export function readChecked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = problemsOf(checked.error, value);
  throw badInput(what, nameKnown(problems, { schema, error: checked.error }));
}

/**
 * Adds to each problem of a name on the first level that is not known the names
 * that come near.
 */
function nameKnown(
  problems: Problem[],
  { schema, error }: { schema: z.ZodType; error: z.ZodError },
): Problem[] {
  if (!(schema instanceof z.ZodObject)) return problems;
  const known = Object.keys(schema.shape);
  const unknown = error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys
      : [],
  );
  return problems.map(problem =>
    unknown.includes(problem.path)
      ? { ...problem, expected: expectedFor(problem, known) }
      : problem,
  );
}

function expectedFor({ path, expected }: Problem, known: string[]): string {
  if (known.length === 0) return 'no properties, since none are taken here';
  return `${expected}. ${nameNearest(path, known)}`;
}
