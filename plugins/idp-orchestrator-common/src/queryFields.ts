import * as z from 'zod';
import { parseDuration } from './duration';

const TIME =
  'a time such as 2026-11-24T12:00:00Z or 2026-11-24T13:00:00+01:00 (in an address + is written %2B)';
const LATEST = Date.UTC(9_999, 11, 31);

/** A time in a query, with any offset; it is read as the same time in UTC. */
export const timeFilter = z.iso
  .datetime({ offset: true, error: TIME })
  .transform(text =>
    // Nothing is older than 1970 or younger than 9999, so the filter means the same.
    new Date(Math.min(Math.max(Date.parse(text), 0), LATEST)).toISOString(),
  );

/**
 * Makes the schema of several values of a query, given by repeating the name or
 * with commas.
 */
export function listFilter<T extends z.ZodType>(item: T) {
  return z.preprocess((given: string | Array<z.input<T>>): unknown => {
    const values: unknown[] = Array.isArray(given) ? given : [given];
    return values.flatMap(value =>
      typeof value === 'string' ? value.split(',').filter(Boolean) : [value],
    );
  }, z.array(item));
}

/** The schema of yes or no in a query. */
export const flagFilter = z.preprocess(
  (given: boolean | 'true' | 'false'): unknown =>
    given === 'true' || (given === 'false' ? false : given),
  z.boolean('true or false'),
);

/** The number of items on a page of a list. */
export const pageLimit = z.coerce
  .number<number | string>('a number from 1 to 200')
  .int('a whole number')
  .min(1, 'at least 1')
  .max(200, 'at most 200')
  .default(50)
  .describe('How many are on a page.');

/** The cursor at which a page of a list begins. */
export const pageCursor = z
  .string('the nextCursor of the page before')
  .describe('The `nextCursor` of the page before; the first page when absent.');

const LONGEST_WAIT_MS = 60_000;
const WAIT = 'a time of up to 60s, for example 30s or 500ms';

/** How long an answer may be waited for; it is read as milliseconds. */
export const waitFilter = z
  .string(WAIT)
  .regex(/^\d+(\.\d+)?(ms|s|m)$/, WAIT)
  .transform(text => parseDuration(text) ?? Infinity)
  .refine(ms => ms <= LONGEST_WAIT_MS, WAIT);
