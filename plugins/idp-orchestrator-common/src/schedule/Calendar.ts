import * as z from 'zod';
import { timeFilter } from '../queryFields';
import { WINDOW_KINDS } from '../window';
import { OCCURRENCE_OUTCOMES } from './ScheduleOccurrence';

const timeSchema = z.iso.datetime();

/**
 * The longest time (days) that a calendar is about.
 *
 * @public
 */
export const LONGEST_CALENDAR_DAYS = 42;

/**
 * The most due times, and the most spans of windows, that a calendar has.
 *
 * @public
 */
export const MOST_IN_CALENDAR = 2_000;

/**
 * A due time, and what came or would come of it.
 *
 * @public
 */
export const calendarItemSchema = z
  .object({
    scheduleId: z.string().describe('The id of the schedule.'),
    title: z.string().describe('Shown to people.'),
    flow: z.string().describe('The id of the flow that it starts.'),
    environment: z.string().describe('The environment that it works on.'),
    dueAt: timeSchema.describe('When it is due.'),
    startsAt: timeSchema
      .optional()
      .describe(
        'Of one that lies ahead: when it is started, where that is later by its jitter.',
      ),
    endsAt: timeSchema
      .optional()
      .describe(
        'Of one that lies ahead: by when it should have ended, since nine of ten such runs took no longer; absent when too few are known.',
      ),
    result: z
      .enum(['ok', 'needs-consent', 'broken', 'stopped'])
      .describe(
        '`ok`: a run was made, or nothing is known that speaks against it. `needs-consent` and `broken`: none was or will be, as long as nobody does something. `stopped`: none was, or will be since the schedule is paused or has stopped itself.',
      ),
    outcome: z
      .enum(OCCURRENCE_OUTCOMES)
      .optional()
      .describe('What became of it; absent of one that is not decided.'),
    runId: z.string().optional().describe('The run that was made.'),
  })
  .describe('A due time, and what came or would come of it.');

/** @public */
export type CalendarItem = z.infer<typeof calendarItemSchema>;

/** @public */
export const calendarWindowSchema = z
  .object({
    id: z.string().describe('The id of the window.'),
    title: z.string().describe('Shown to people.'),
    kind: z
      .enum(WINDOW_KINDS)
      .describe(
        '`freeze`: nothing is changed meanwhile. `maintenance`: things are changed only meanwhile.',
      ),
    environments: z
      .array(z.string())
      .describe('The environments that it is about; every one when empty.'),
    from: timeSchema.describe('When it begins; this may be before the time.'),
    to: timeSchema.describe('When it ends; this may be after the time.'),
  })
  .describe('One time that a freeze or maintenance window lasts.');

/** @public */
export type CalendarWindow = z.infer<typeof calendarWindowSchema>;

/**
 * Due times that get in the way of each other, or of a window.
 *
 * @public
 */
export const calendarCollisionSchema = z
  .object({
    kind: z
      .enum(['lock', 'overrun', 'window'])
      .describe(
        '`lock`: runs that want the same lock at once. `overrun`: a run that takes longer than until its schedule is due again. `window`: a start that a freeze or maintenance window keeps waiting, or refuses.',
      ),
    from: timeSchema.describe('When it begins.'),
    to: timeSchema.describe('When it should be over.'),
    environment: z.string().describe('The environment that it is about.'),
    schedules: z
      .array(z.string())
      .describe('Ids of the schedules, in the order of their times.'),
    text: z.string().describe('What will happen, in a sentence.'),
  })
  .describe('Due times that get in the way of each other, or of a window.');

/** @public */
export type CalendarCollision = z.infer<typeof calendarCollisionSchema>;

/**
 * What was and will be started at its times, and when it may be.
 *
 * @public
 */
export const calendarSchema = z
  .object({
    items: z
      .array(calendarItemSchema)
      .describe(
        'Due times, the earliest first. Those of schedules that were removed are not in it.',
      ),
    windows: z
      .array(calendarWindowSchema)
      .describe('When windows last, the earliest first.'),
    collisions: z
      .array(calendarCollisionSchema)
      .describe('What will get in the way of what, the earliest first.'),
    incomplete: z
      .string()
      .optional()
      .describe('What is left out, in a sentence; absent when nothing is.'),
  })
  .describe('What was and will be started at its times.');

/** @public */
export type Calendar = z.infer<typeof calendarSchema>;

/**
 * The query that chooses what a calendar is about.
 *
 * @public
 */
export const calendarQuerySchema = z.strictObject({
  from: timeFilter.optional().describe('From this time on; now when absent.'),
  to: timeFilter
    .optional()
    .describe(
      `Up to this time, at most ${LONGEST_CALENDAR_DAYS} days later; 28 days later when absent.`,
    ),
  environment: z
    .string('the name of an environment')
    .min(1, 'the name of an environment')
    .optional()
    .describe('Only what is about this environment.'),
});

/** @public */
export type CalendarQuery = z.input<typeof calendarQuerySchema>;
