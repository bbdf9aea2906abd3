import * as z from 'zod';
import { timeFilter } from '../queryFields';
import { LEAST_SAMPLES } from './leastSamples';

const durationsSchema = z.object({
  ended: z.number().int().describe('How many ended; the others do not count.'),
  succeeded: z.number().int().describe('How many succeeded.'),
  failed: z.number().int().describe('How many failed.'),
  cancelled: z.number().int().describe('How many were cancelled.'),
  successRatio: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      '0 to 1, of those that succeeded (with warnings too) or failed; absent when none did.',
    ),
  p50Ms: z
    .number()
    .optional()
    .describe(
      `Half of those that succeeded took no longer, in milliseconds, within 2 %; absent when fewer than ${LEAST_SAMPLES} did. What they waited, for people, a lock or a time, does not count.`,
    ),
  p90Ms: z
    .number()
    .optional()
    .describe(
      `Nine of ten took no longer, in milliseconds, within 2 %; absent when fewer than ${LEAST_SAMPLES} succeeded.`,
    ),
});

/**
 * The figures of one flow in a time.
 *
 * @public
 */
export const flowStatsSchema = durationsSchema.extend({
  flowId: z.string().describe('The id of the flow.'),
  title: z.string().describe('Shown to people.'),
  steps: z
    .array(
      durationsSchema.extend({
        stepId: z.string().describe('The id of the step.'),
        title: z.string().describe('Shown to people.'),
        attemptsPerRun: z
          .number()
          .describe('Attempts per execution, 1 when none was tried again.'),
      }),
    )
    .describe('How its steps went.'),
});

/**
 * The figures of flows in a time. Dry runs do not count.
 *
 * @public
 */
export const runStatsSchema = z.object({
  since: z.iso.datetime().describe('The beginning of the time.'),
  until: z.iso.datetime().describe('The end of the time.'),
  flows: z.array(flowStatsSchema).describe('How each flow went.'),
  days: z
    .array(
      z.object({
        day: z.iso.date().describe('The day, in UTC.'),
        succeeded: z.number().int().describe('How many succeeded.'),
        failed: z.number().int().describe('How many failed.'),
        cancelled: z.number().int().describe('How many were cancelled.'),
      }),
    )
    .describe('How many runs ended each day, oldest first.'),
});

/** @public */
export type FlowStats = z.infer<typeof flowStatsSchema>;
/** @public */
export type RunStats = z.infer<typeof runStatsSchema>;

/**
 * The query that chooses which runs are counted.
 *
 * @public
 */
export const statsQuerySchema = z.strictObject({
  flow: z.string('the id of a flow').optional().describe('Only this flow.'),
  environment: z
    .string('the name of an environment')
    .optional()
    .describe('Only this environment.'),
  since: timeFilter
    .optional()
    .describe(
      'From this time on; when absent from the beginning of the day (UTC) thirty days ago. Whole days are read from sums, a part of a day run by run.',
    ),
  until: timeFilter.optional().describe('Up to this time; now when absent.'),
});

/** @public */
export type StatsQuery = z.input<typeof statsQuerySchema>;
