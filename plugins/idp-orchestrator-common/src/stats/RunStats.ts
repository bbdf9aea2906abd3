import * as z from 'zod';
import { timeFilter } from '../queryFields';

const durationsSchema = z.object({
  /** Runs or attempts that ended; the others do not count. */
  ended: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** 0–1, of those that succeeded (with warnings too) or failed; absent when none did. */
  successRatio: z.number().min(0).max(1).optional(),
  /** ms, of those that succeeded; absent when none did. */
  p50Ms: z.number().optional(),
  p90Ms: z.number().optional(),
});

/** How one flow went in a time. */
export const flowStatsSchema = durationsSchema.extend({
  flowId: z.string(),
  title: z.string(),
  steps: z.array(
    durationsSchema.extend({
      stepId: z.string(),
      title: z.string(),
      /** Attempts per execution, 1 when none was tried again. */
      attemptsPerRun: z.number(),
    }),
  ),
});

/** Dry runs do not count. */
export const runStatsSchema = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  flows: z.array(flowStatsSchema),
  /** Endings per day (UTC), oldest first. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      succeeded: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
    }),
  ),
});

export type FlowStats = z.infer<typeof flowStatsSchema>;
export type RunStats = z.infer<typeof runStatsSchema>;

/** Which runs are counted. */
export const statsQuerySchema = z.strictObject({
  flow: z.string('the id of a flow').optional().describe('Only this flow.'),
  environment: z
    .string('the name of an environment')
    .optional()
    .describe('Only this environment.'),
  since: timeFilter
    .optional()
    .describe('From this time on; thirty days when absent.'),
  until: timeFilter.optional().describe('Up to this time; now when absent.'),
});

export type StatsQuery = z.input<typeof statsQuerySchema>;
