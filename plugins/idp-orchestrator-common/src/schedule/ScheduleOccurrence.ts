import * as z from 'zod';

/**
 * What became of a due time.
 *
 * @public
 */
export const OCCURRENCE_OUTCOMES = [
  'starting',
  'waiting',
  'started',
  'manual',
  'skipped',
  'skipped-overlap',
  'skipped-when',
  'missed-down',
  'missed-deadline',
  'superseded',
  'denied',
  'needs-consent',
  'broken',
] as const;

/** @public */
export type OccurrenceOutcome = (typeof OCCURRENCE_OUTCOMES)[number];

/**
 * One due time of a schedule, and what became of it.
 *
 * @public
 */
export const scheduleOccurrenceSchema = z
  .object({
    dueAt: z.iso
      .datetime()
      .describe('When it was due; of `manual` when somebody triggered it.'),
    outcome: z
      .enum(OCCURRENCE_OUTCOMES)
      .describe(
        '`starting` and `waiting` (for the run before it) are not decided yet. `started` and `manual` (triggered by hand) have a run. `skipped`: somebody said so. `skipped-overlap`: a run of the schedule was not over. `skipped-when`: its condition was not met. `missed-down`: no backend was there. `missed-deadline`: it would have been started too late. `superseded`: a later one was started instead. `denied`: a window or lock refused it. `needs-consent`: it was more than was consented to, or who consented may not any more. `broken`: it could not be started.',
      ),
    because: z.string().optional().describe('Why, in a sentence.'),
    runId: z.string().optional().describe('The run that was made.'),
    decidedAt: z.iso.datetime().optional().describe('When that was decided.'),
  })
  .describe('A due time, and what became of it.');

/** @public */
export type ScheduleOccurrence = z.infer<typeof scheduleOccurrenceSchema>;
