import * as z from 'zod';
import { initiatorSchema } from '../run/origin/Initiator';
import { scheduleDefinitionSchema } from './ScheduleDefinition';
import { scheduleOccurrenceSchema } from './ScheduleOccurrence';

/** More of what was due while a schedule had stopped are not counted. */
const MOST_COUNTED = 500;

const timeSchema = z.iso.datetime();

/** @public */
export const SCHEDULE_STATES = [
  'active',
  'paused',
  'failing',
  'needs-consent',
  'broken',
  'ended',
] as const;

/** @public */
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

/**
 * What would come of its next due time, as far as that is known before.
 *
 * @public
 */
export const outlookSchema = z
  .object({
    result: z
      .enum(['ok', 'refused', 'needs-consent', 'broken'])
      .describe(
        '`ok`: nothing is known that speaks against it. `refused`: a window would refuse it, or hold it beyond its deadline.',
      ),
    reason: z
      .string()
      .optional()
      .describe('Why not, or what it would wait for, in a sentence.'),
    at: timeSchema.describe('When that was looked at.'),
  })
  .describe('What would come of its next due time.');

/** @public */
export type ScheduleOutlook = z.infer<typeof outlookSchema>;

/**
 * A schedule as lists show it.
 *
 * @public
 */
export const scheduleSchema = z
  .object({
    ...scheduleDefinitionSchema.shape,
    source: z
      .enum(['file', 'portal'])
      .describe(
        '`file`: written in the folder of the flows, and changed there only. `portal`: made by a call.',
      ),
    file: z
      .string()
      .optional()
      .describe(
        'The file that it is written in, from the folder of the flows.',
      ),
    fileMissing: z
      .enum(['wrong', 'gone'])
      .optional()
      .describe(
        'Present while it is never due since it is not in its file: `wrong`, since something in that is; `gone`, and it can be removed.',
      ),
    revision: z
      .number()
      .int()
      .describe('Another one after each change that somebody made.'),
    state: z
      .enum(SCHEDULE_STATES)
      .describe(
        '`active`: it starts runs. `paused`: somebody paused it. `failing`: it paused itself, since its runs failed. `needs-consent`: it starts nothing until somebody who may resumes or saves it. `broken`: its flow, input or environment is wrong. `ended`: nothing is due any more.',
      ),
    stateReason: z.string().optional().describe('Why, in a sentence.'),
    stateSince: timeSchema.optional().describe('Since when.'),
    stateBy: initiatorSchema.optional().describe('Who did so.'),
    willRun: outlookSchema,
    consentedBy: z
      .string()
      .optional()
      .describe('The user or service that it starts runs for.'),
    nextDueAt: timeSchema.optional().describe('When it is due next.'),
    createdAt: timeSchema.describe('When it was made.'),
    updatedAt: timeSchema.describe('When somebody changed it last.'),
    createdBy: initiatorSchema
      .optional()
      .describe('Who made it; absent where a file did.'),
  })
  .describe('A schedule, and how it is.');

/** @public */
export type Schedule = z.infer<typeof scheduleSchema>;

/** @public */
export const listedScheduleSchema = scheduleSchema
  .extend({
    last: scheduleOccurrenceSchema
      .optional()
      .describe('Its last due time; absent as long as there was none.'),
  })
  .describe('A schedule with its last due time.');

/**
 * A schedule with its last due time.
 *
 * @public
 */
export type ListedSchedule = z.infer<typeof listedScheduleSchema>;

/**
 * A due time that lies ahead.
 *
 * @public
 */
export const dueTimeSchema = z
  .object({
    at: timeSchema.describe('When it is due, by UTC.'),
    local: z.string().describe('What the clocks of the time zone show then.'),
    offset: z.string().describe('What they are ahead of UTC then.'),
    startsAt: timeSchema
      .optional()
      .describe('When it is started, where that is later by its jitter.'),
    notes: z.array(z.string()).describe('What may surprise in it.'),
  })
  .describe('A due time that lies ahead.');

/** @public */
export type ScheduleDueTime = z.infer<typeof dueTimeSchema>;

/** @public */
export const scheduleDetailSchema = z
  .object({
    schedule: scheduleSchema,
    nextTimes: z.array(dueTimeSchema).describe('The next five due times.'),
    notes: z.array(z.string()).describe('What may surprise in all of them.'),
    occurrences: z
      .array(scheduleOccurrenceSchema)
      .describe('The last due times, newest first.'),
    missed: z
      .number()
      .int()
      .describe(
        `How many due times there were since it stopped, at most ${MOST_COUNTED}; 0 while it starts what is due.`,
      ),
  })
  .describe('A schedule with its next and last due times.');

/** @public */
export type ScheduleDetail = z.infer<typeof scheduleDetailSchema>;
