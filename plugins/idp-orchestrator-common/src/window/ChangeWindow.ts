import * as z from 'zod';
import { riskSchema } from '../flow/risk';
import { initiatorSchema } from '../run/origin/Initiator';

const timeSchema = z.iso.datetime();

/** @public */
export const WINDOW_KINDS = ['freeze', 'maintenance'] as const;

const kindSchema = z
  .enum(WINDOW_KINDS)
  .describe(
    '`freeze`: nothing is changed while it lasts. `maintenance`: things are changed only while it lasts.',
  );

/** Which changes a window is about. */
const scope = {
  environments: z
    .array(z.string())
    .describe('The environments that it is about; every one when empty.'),
  flows: z
    .array(z.string())
    .optional()
    .describe('Ids of the flows that it is about; every one when absent.'),
  riskAtLeast: riskSchema
    .optional()
    .describe('The lowest risk that it is about; every one when absent.'),
};

const running = z
  .enum(['finish', 'hold'])
  .describe(
    'What becomes of a run that has begun to change something: `finish` lets it go on until it waits for something, `hold` lets its next step wait. A script that runs is let finish in any case.',
  );

const spanSchema = z.object({
  from: timeSchema.describe('When it begins.'),
  to: timeSchema.describe('When it ends.'),
});

/**
 * A freeze or maintenance window, and whether it lasts now.
 *
 * @public
 */
export const changeWindowSchema = z
  .object({
    id: z.string().describe('The id of the window.'),
    title: z.string().describe('Shown to people.'),
    kind: kindSchema,
    ...scope,
    running,
    starts: z
      .enum(['hold', 'refuse'])
      .describe(
        'What becomes of a start: `hold` makes its run, which waits and goes on by itself; `refuse` makes none.',
      ),
    override: z
      .object({
        approvers: z
          .array(z.string())
          .describe(
            'Entity references of users and groups; anybody with the permission when empty.',
          ),
        count: z
          .number()
          .int()
          .min(1)
          .describe('How many of them it takes for a run.'),
      })
      .optional()
      .describe(
        'Who may let a run go on in spite of it; nobody when it is absent.',
      ),
    source: z
      .enum(['configuration', 'file', 'portal'])
      .describe(
        '`configuration`: written by who operates the backend. `file`: written in the folder of the flows. `portal`: made by a call.',
      ),
    file: z
      .string()
      .optional()
      .describe(
        'The file that it is written in, from the folder of the flows.',
      ),
    outdated: z
      .string()
      .optional()
      .describe(
        'Present while its file is wrong and it stays in force as it was read last: why.',
      ),
    timing: z
      .object({
        timezone: z.string().describe('The zone of its times.'),
        from: z.string().optional().describe('Of one that is once: its begin.'),
        to: z.string().optional().describe('Of one that is once: its end.'),
        cron: z
          .string()
          .optional()
          .describe('Of one that comes again: when it begins.'),
        duration: z
          .string()
          .optional()
          .describe('Of one that comes again: how long it lasts.'),
        until: z
          .string()
          .optional()
          .describe('Of one that comes again: when it does not any more.'),
      })
      .describe('When it is, as it was written.'),
    current: spanSchema
      .optional()
      .describe('Present while it lasts: since when, and until when.'),
    next: spanSchema
      .optional()
      .describe('The next time that it lasts, if there is one.'),
    by: initiatorSchema.optional().describe('Who made it, where a call did.'),
    reason: z.string().optional().describe('Why, as they said.'),
  })
  .describe('When which changes may happen.');

/** @public */
export type ChangeWindow = z.infer<typeof changeWindowSchema>;

/**
 * The farthest end (days from now) of a window that somebody makes at once.
 *
 * @public
 */
export const LONGEST_WINDOW_DAYS = 400;

/**
 * A window that is made at once, for example since there is an incident.
 *
 * @public
 */
export const createWindowRequestSchema = z
  .strictObject({
    title: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Shown to people; of its kind and environments when absent.'),
    kind: kindSchema.default('freeze'),
    environments: scope.environments.min(1).max(50),
    riskAtLeast: scope.riskAtLeast,
    from: timeSchema.optional().describe('When it begins; now when absent.'),
    to: timeSchema
      .optional()
      .describe(
        `When it ends: in the future, at most ${LONGEST_WINDOW_DAYS} days ahead. Either this or \`for\`.`,
      ),
    for: z
      .string('a length of time such as 2h')
      .optional()
      .describe('How long it lasts, for example `2h`.'),
    running: running.default('finish'),
    reason: z.string().trim().min(1).max(1_000).describe('Why.'),
  })
  .describe('A window that is made at once.');

/** @public */
export type CreateWindowRequest = z.input<typeof createWindowRequestSchema>;
