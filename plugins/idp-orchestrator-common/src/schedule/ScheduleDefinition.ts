import * as z from 'zod';
import { DURATION } from '../duration';

const ID = 'lower-case letters, digits and hyphens, at most 50';

/**
 * The most due times that are caught up with at once.
 *
 * @public
 */
export const MOST_CAUGHT_UP = 100;

/**
 * What becomes of a due time while a run of the same schedule is under way.
 *
 * @public
 */
export const OVERLAPS = ['skip', 'queue-one', 'allow'] as const;

/**
 * What becomes of due times at which no backend was there.
 *
 * @public
 */
export const CATCH_UP_MODES = ['none', 'latest', 'all'] as const;

const lengthSchema = z
  .string('a length of time such as 10m')
  .regex(DURATION, 'a length of time such as 10m, 6h or 1d');

const catchUpSchema = z.strictObject({
  mode: z
    .enum(CATCH_UP_MODES)
    .describe(
      `\`none\`: they are only recorded as missed. \`latest\`: the last one is started. \`all\`: each is, at most ${MOST_CAUGHT_UP}; only with \`overlap: allow\`.`,
    ),
  window: lengthSchema
    .optional()
    .describe(
      'How long after its due time one is still started, such as `6h`; to be given unless the mode is `none`.',
    ),
});

/**
 * When something is due: exactly one of `cron`, `every` and `at`. What it means
 * is read by the backend.
 *
 * @public
 */
export const scheduleTimingSchema = z.strictObject({
  cron: z
    .union([z.string(), z.array(z.string()).min(1).max(20)])
    .optional()
    .describe('One or several patterns of five fields, of local times.'),
  every: z
    .string()
    .optional()
    .describe('A length of time of at least a minute, such as `6h`.'),
  from: z
    .string()
    .optional()
    .describe('Where `every` begins to count; 1970 by UTC when absent.'),
  at: z
    .array(z.string())
    .min(1)
    .max(1_000)
    .optional()
    .describe('Times, with an offset or local, such as `2026-12-24T18:00`.'),
  timezone: z
    .string('the name of a time zone, such as Europe/Berlin')
    .describe('The zone of its local times, such as `Europe/Berlin`.'),
  except: z
    .array(z.string())
    .max(1_000)
    .optional()
    .describe('Local days, `YYYY-MM-DD`, on which nothing is due.'),
  until: z
    .string()
    .optional()
    .describe('The last time, or the last local day, that counts.'),
});

/** @public */
export type ScheduleTiming = z.infer<typeof scheduleTimingSchema>;

/**
 * A schedule as somebody writes it: which flow is started when, and what happens if not.
 *
 * @public
 */
export const scheduleDefinitionSchema = z
  .strictObject({
    id: z
      .string(ID)
      .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, ID)
      .describe('The id of the schedule.'),
    title: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Shown to people; the id when absent.'),
    flow: z.string().min(1).max(200).describe('The id of the flow or script.'),
    input: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('The input of its runs. Secret fields are refused.'),
    environment: z
      .string('the name of an environment')
      .describe('The environment that its runs work on.'),
    owner: z
      .string()
      .max(300)
      .optional()
      .describe('Entity reference of the team that is told.'),
    ...scheduleTimingSchema.shape,
    when: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .optional()
      .describe(
        'A condition in CEL that is asked when it is due, such as `health.score >= 90 && services.grafana.status == "healthy"`. It knows `health` (`status`, `score`), `services` by name, and `last`, the run before (`status`, `hoursAgo`), or null.',
      ),
    jitter: lengthSchema
      .optional()
      .describe(
        'How much later than due it is started, at most; the same for a due time whenever it is asked.',
      ),
    overlap: z
      .enum(OVERLAPS)
      .default('skip')
      .describe(
        'What becomes of a due time while a run of this schedule is not over, one that waits included: `skip` leaves it out, `queue-one` lets one of them wait, `allow` starts it.',
      ),
    catchUp: catchUpSchema
      .default({ mode: 'none' })
      .describe('What becomes of due times at which no backend was there.'),
    deadline: lengthSchema
      .optional()
      .describe(
        'How long after its due time one may begin, at most; a run that a lock, a worker or a window keeps for longer is given up.',
      ),
    onFailure: z
      .strictObject({
        pauseAfter: z
          .number()
          .int()
          .min(1)
          .max(100)
          .optional()
          .describe('It stops after as many runs in a row that failed.'),
      })
      .default({})
      .describe('What becomes of it when its runs fail.'),
  })
  .describe('Which flow is started when.');

/**
 * A schedule with its defaults filled in.
 *
 * @public
 */
export type ScheduleDefinition = z.output<typeof scheduleDefinitionSchema>;
