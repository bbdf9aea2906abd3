import * as z from 'zod';

export const planDigestField = z
  .string('the digest of a plan')
  .regex(/^[0-9a-f]{64}$/, 'the digest of a plan')
  .optional()
  .describe(
    'The digest of a plan that was looked at: refused when the plan would be another one now.',
  );

export const reasonField = z
  .string('a text of at most 1000 characters')
  .max(1_000, 'a text of at most 1000 characters')
  .describe('Why, for whoever looks at it later.');

export const keyField = z
  .string('a text of 1 to 200 characters')
  .min(1, 'a text of 1 to 200 characters')
  .max(200, 'a text of 1 to 200 characters')
  .optional();
