import { InputError } from '@backstage/errors';
import {
  countProblems,
  describeProblems,
  MOST_PROBLEMS,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { nameNearest } from './nameNearest';

/**
 * Makes a 400 that lists the problems, also as data for programs: the first
 * 50, and how many there are besides. `more` are those not in the list.
 */
export function badInput(
  what: string,
  problems: Problem[],
  more = 0,
): InputError {
  const error = new InputError(
    `${what} is not usable. ${describeProblems(problems, more)}`,
  );
  return Object.assign(error, { problems: problems.slice(0, MOST_PROBLEMS) });
}

/**
 * Checks a value, and names its problems in one error.
 *
 * @throws InputError listing the problems, and for a name that is not known those that are
 */
export function readChecked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const { error } = checked;
  const problems = problemsOf(error, value);
  const more = countProblems(error) - problems.length;
  throw badInput(what, nameKnown(problems, { schema, error }), more);
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
  const unknown = new Set(
    error.issues.flatMap(issue =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys
        : [],
    ),
  );
  return problems.map(problem =>
    unknown.has(problem.path)
      ? { ...problem, expected: expectedFor(problem, known) }
      : problem,
  );
}

function expectedFor({ path, expected }: Problem, known: string[]): string {
  if (known.length === 0) return 'no properties, since none are taken here';
  return `${expected}. ${nameNearest(path, known)}`;
}
