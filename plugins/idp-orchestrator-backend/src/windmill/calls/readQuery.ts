import { InputError } from '@backstage/errors';
import {
  countProblems,
  describeProblems,
  problemsOf,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';

/**
 * Checks a query or body.
 *
 * @throws InputError listing every problem of a query or body
 */
export function readChecked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what = 'The query',
): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = problemsOf(checked.error, value);
  const more = countProblems(checked.error) - problems.length;
  throw new InputError(
    `${what} is not usable. ${describeProblems(problems, more)}`,
  );
}

/** The schema of `true` or `false`, as queries say it. */
export const flagSchema = z
  .enum(['true', 'false'], 'true or false')
  .transform(text => text === 'true')
  .optional();

/** Makes the schema of a whole number from `min` on, as queries say it. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const expected = `a whole number from ${min} to ${max}`;
  return z.coerce
    .number(expected)
    .int(expected)
    .min(min, expected)
    .max(max, expected);
}

export const timeSchema = z.iso.datetime({
  offset: true,
  error: 'a time such as 2026-12-24T18:00:00Z',
});

/**
 * Refuses filters that are not known here: without them a list would hold what
 * was not asked for.
 *
 * @throws InputError
 */
export function refuseUnknownFilters(query: object, known: object): void {
  const unknown = Object.keys(query).filter(
    name => !Object.hasOwn(known, name),
  );
  if (unknown.length === 0) return;
  throw new InputError(
    `Lists cannot be filtered by ${unknown.join(', ')} here. What they can be filtered by: ${Object.keys(known).join(', ')}`,
  );
}
