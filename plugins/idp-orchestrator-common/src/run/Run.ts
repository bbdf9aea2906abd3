import * as z from 'zod';
import { riskSchema } from '../flow/risk';
import { causeSchema } from './origin/Cause';
import { initiatorSchema } from './origin/Initiator';
import { outputGapsSchema } from './OutputGap';
import { runErrorSchema, runStepSchema, waitingForSchema } from './RunStep';
import { stallSchema } from './Stall';
import { startingTemplateSchema } from './origin/StartingTemplate';
import { runStatusSchema } from './status';

const timeSchema = z.iso.datetime();

/**
 * The wish that somebody had of a run, with its reason and time.
 *
 * @public
 */
export const interventionSchema = z.object({
  by: initiatorSchema.describe('Who wanted it.'),
  reason: z.string().describe('Why.'),
  at: timeSchema.describe('When.'),
});

/** @public */
export type Cancellation = z.infer<typeof interventionSchema>;

const retrySchema = interventionSchema.extend({
  from: z.string().describe('The id of the step that it went on from.'),
  note: z
    .string()
    .optional()
    .describe('For example that the flow has changed since.'),
});

const parentSchema = z.object({
  runId: z.string().describe('The run that started this one.'),
  stepId: z.string().describe('The step of it that did.'),
});

/**
 * An execution of a flow: the domain, wire and view type. Times are ISO 8601 in
 * UTC.
 *
 * @public
 */
export const runSchema = z
  .object({
    id: z.uuid().describe('The id of the run.'),
    flowId: z.string().describe('The id of its flow.'),
    flowTitle: z.string().describe('The title that its flow had.'),
    title: z
      .string()
      .optional()
      .describe(
        'What this run does, for people, by the `runTitle` of its flow; absent where that says no more than the title of the flow.',
      ),
    owner: z
      .string()
      .optional()
      .describe('Entity reference of the team that its flow belongs to.'),
    flowDigest: z
      .string()
      .describe('SHA-256 of the definition that it was made with.'),
    kind: z
      .enum(['flow', 'task'])
      .optional()
      .describe(
        '`task`: one script, run directly. Absent in runs from before it was kept.',
      ),
    risk: riskSchema
      .optional()
      .describe(
        'The highest risk of all that it was started to do, in its child runs as well.',
      ),
    environment: z.string().describe('The environment that it works on.'),
    status: runStatusSchema,
    waitingFor: waitingForSchema.optional(),
    initiator: initiatorSchema.describe('Who started it.'),
    cause: causeSchema
      .optional()
      .describe('What started it, if nobody asked for it at the time.'),
    reason: z.string().optional().describe('Why, as the initiator said.'),
    input: z
      .record(z.string(), z.unknown())
      .describe('Its input, defaults filled in and secrets left out.'),
    secretInput: z
      .literal(true)
      .optional()
      .describe('There are secrets in the input, hidden from whoever looks.'),
    secretFields: z
      .array(z.string())
      .optional()
      .describe(
        'The secret fields that were typed, as paths; what was typed is nowhere in the run.',
      ),
    dryRun: z.boolean().describe('Whether it changes nothing.'),
    createdAt: timeSchema.describe('When it was made.'),
    startAt: timeSchema
      .optional()
      .describe(
        'Nothing of it is done before this time, except cancelling it.',
      ),
    startedAt: timeSchema.optional().describe('When a worker began.'),
    finishedAt: timeSchema.optional().describe('When it was over.'),
    cancellation: interventionSchema
      .optional()
      .describe('Who cancelled it, if somebody did.'),
    pause: interventionSchema
      .optional()
      .describe('Who paused it; no new step starts until somebody resumes it.'),
    dismissal: interventionSchema
      .optional()
      .describe('Who said that its failure needs nobody any more.'),
    timedOutAt: timeSchema
      .optional()
      .describe('When it had run longer than its flow allows.'),
    stalls: z
      .array(
        stallSchema.extend({ at: timeSchema.describe('When it was seen.') }),
      )
      .optional()
      .describe(
        'Each time that it kept a worker from everything else, or ended it, since it was last retried.',
      ),
    retries: z
      .array(retrySchema)
      .optional()
      .describe('Each time that it was asked to go on from a step.'),
    parent: parentSchema
      .optional()
      .describe('The run whose step started this one.'),
    goesOn: z
      .literal(true)
      .optional()
      .describe(
        'It goes on with what the run above had begun, so that windows which let runs finish do not hold it.',
      ),
    template: startingTemplateSchema
      .optional()
      .describe(
        'The software template whose step started it; absent in runs from before it was kept.',
      ),
    traceparent: z
      .string()
      .optional()
      .describe(
        'The span that it was started from, as in the header of that name.',
      ),
    priority: z
      .number()
      .int()
      .optional()
      .describe('Of runs that wait for a worker, higher ones come first.'),
    lock: z
      .string()
      .optional()
      .describe('The key of its lock, if its flow has one.'),
    waitingSince: timeSchema
      .optional()
      .describe('Since when it has been waiting.'),
    waitedMs: z
      .number()
      .optional()
      .describe('How long it waited before, in milliseconds.'),
    heldMs: z
      .number()
      .optional()
      .describe(
        'How much of that windows held it, in milliseconds: no time of its own.',
      ),
    windowOverrides: z
      .array(
        interventionSchema.extend({
          windows: z
            .array(z.string())
            .describe('The ids of the windows that it may go on in spite of.'),
        }),
      )
      .optional()
      .describe('Who let it go on in spite of windows, oldest first.'),
    steps: z
      .array(runStepSchema)
      .describe('Its steps, in the order of the flow.'),
    output: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What it gave, when it is over.'),
    outputGaps: outputGapsSchema.optional(),
    warnings: z
      .array(z.string())
      .optional()
      .describe(
        'What went wrong with the run itself, though its steps went well.',
      ),
    error: runErrorSchema.optional(),
    lastSeq: z
      .number()
      .int()
      .describe(
        'The number of the last event or log chunk that is in it; watching goes on after it.',
      ),
  })
  .describe('One execution of a flow.');

/** @public */
export type Run = z.infer<typeof runSchema>;
