import * as z from 'zod';
import { keyField, planDigestField, reasonField } from './requestFields';

/**
 * The request of every action on a run, which says why.
 *
 * @public
 */
export const actRequestSchema = z.strictObject({
  reason: reasonField
    .min(1, 'why, in a sentence')
    .describe('Why, in a sentence.'),
});

/** @public */
export type ActRequest = z.input<typeof actRequestSchema>;

/**
 * The request to let a run go on, which may name the step to go on from.
 *
 * @public
 */
export const retryRunRequestSchema = actRequestSchema.extend({
  from: z
    .string('the id of a step')
    .optional()
    .describe('The step to go on from; what failed when absent.'),
});

/** @public */
export type RetryRunRequest = z.input<typeof retryRunRequestSchema>;

/**
 * An answer to a step that waits for people; the reason is shown as the comment.
 *
 * @public
 */
export const answerRunRequestSchema = actRequestSchema.extend({
  step: z
    .string('the id of a step')
    .optional()
    .describe('The step; needed when several wait for an answer.'),
  attempt: z
    .int('the number of an attempt')
    .min(1, 'the number of an attempt')
    .optional()
    .describe(
      'The attempt that asked; the answer is refused when the step asks anew by now.',
    ),
  key: keyField.describe(
    'The key of the answer: a run takes only one answer with it.',
  ),
});

/** @public */
export type AnswerRunRequest = z.input<typeof answerRunRequestSchema>;

/**
 * An approval, which may be bound to the plan of what it lets go on.
 *
 * @public
 */
export const approveRunRequestSchema = answerRunRequestSchema.extend({
  planDigest: planDigestField.describe(
    'The digest of the remaining plan that was looked at: the approval is refused when what it lets go on would be another thing now.',
  ),
});

/** @public */
export type ApproveRunRequest = z.input<typeof approveRunRequestSchema>;
