import * as z from 'zod';

/**
 * Why there is a run that nobody asked for at the time.
 *
 * @public
 */
export const causeSchema = z
  .object({
    kind: z.literal('schedule').describe('A schedule.'),
    id: z.string().describe('The id of the schedule.'),
    dueAt: z.iso
      .datetime()
      .optional()
      .describe('The due time that it was started for.'),
    manual: z
      .literal(true)
      .optional()
      .describe('Somebody triggered it by hand, at no due time.'),
  })
  .describe('Why there is a run that nobody asked for at the time.');

/** @public */
export type Cause = z.infer<typeof causeSchema>;
