import { InputError } from '@backstage/errors';
import {
  describeProblems,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';

/** A 400 that lists every problem, also as data for programs. */
export function badInput(what: string, problems: Problem[]): InputError {
  const error = new InputError(
    `${what} is not usable. ${describeProblems(problems)}`,
  );
  return Object.assign(error, { problems });
}

/** @throws InputError listing every problem */
export function readChecked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw badInput(what, problemsOf(checked.error, value));
}
