import * as z from 'zod';
import { initiatorSchema, meansSchema } from './origin/Initiator';
import { outputGapsSchema } from './OutputGap';
import { runSchema } from './Run';
import { stallSchema } from './Stall';
import {
  annotationSchema,
  approvalRuleSchema,
  progressSchema,
  runErrorSchema,
  serviceTouchSchema,
  usageSchema,
  waitingForSchema,
} from './RunStep';

const stepRef = { stepId: z.string().describe('The id of the step.') };
/** The end of an attempt may be noticed late. */
const endedRef = {
  endedAt: z.iso
    .datetime()
    .optional()
    .describe(
      'When its script ended, where that was noticed later, for example because the backend was away.',
    ),
};
const attemptRef = {
  ...stepRef,
  attempt: z.number().int().min(1).describe('The attempt of the step.'),
};
const byPerson = {
  by: initiatorSchema,
  reason: z.string().describe('Why, as they said.'),
};
const worker = z.string().describe('The worker that did so.');

const runFacts = [
  z.object({
    type: z.literal('run.created').describe('The run was made.'),
    run: runSchema
      .omit({ lastSeq: true })
      .describe('The run as it was made, without `lastSeq`.'),
  }),
  z.object({
    type: z.literal('run.started').describe('A worker began.'),
    worker,
  }),
  z.object({
    type: z
      .literal('run.resumed')
      .describe('Another worker went on, after a restart or a crash.'),
    worker,
  }),
  z.object({
    type: z
      .literal('run.cancelRequested')
      .describe('Somebody wants it to end.'),
    ...byPerson,
  }),
  z.object({
    type: z.literal('run.paused').describe('No new step starts from here.'),
    ...byPerson,
  }),
  z.object({
    type: z.literal('run.unpaused').describe('Steps start again.'),
    ...byPerson,
  }),
  z.object({
    type: z
      .literal('run.retried')
      .describe(
        'The run goes on from a step: that one and what needs it run again.',
      ),
    ...byPerson,
    from: z.string().describe('The id of that step.'),
    steps: z.array(z.string()).describe('Ids of the steps that run again.'),
    note: z
      .string()
      .optional()
      .describe('For example that the flow has changed since.'),
  }),
  z.object({
    type: z
      .literal('run.dismissed')
      .describe('Somebody said that its failure needs nobody any more.'),
    ...byPerson,
  }),
  z.object({
    type: z
      .literal('run.windowOverridden')
      .describe('Somebody lets it go on in spite of windows that hold it.'),
    ...byPerson,
    windows: z.array(z.string()).describe('The ids of these windows.'),
  }),
  z.object({
    type: z
      .literal('run.timedOut')
      .describe('It has run longer than its flow allows.'),
  }),
  z.object({
    type: z
      .literal('run.stalled')
      .describe(
        'Work on it kept its worker from everything else, or ended its process; at the third time the run is given up.',
      ),
    ...stallSchema.shape,
  }),
  z.object({
    type: z.literal('run.finished').describe('The run is over.'),
    status: z
      .enum(['succeeded', 'succeeded-with-warnings', 'failed', 'cancelled'])
      .describe('How it ended.'),
    output: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What it gave.'),
    outputGaps: outputGapsSchema.optional(),
    warnings: z
      .array(z.string())
      .optional()
      .describe(
        'What went wrong with the run itself, though its steps went well.',
      ),
    error: runErrorSchema.optional(),
  }),
] as const;

const stepFacts = [
  z.object({
    type: z.literal('step.started').describe('An attempt of a step began.'),
    ...attemptRef,
    host: z
      .string()
      .optional()
      .describe('Where; only there its processes can be followed.'),
  }),
  z.object({
    type: z
      .literal('step.adopted')
      .describe(
        'A script that still ran after its backend had died is followed again.',
      ),
    ...attemptRef,
  }),
  z.object({
    type: z.literal('step.progressed').describe('It said how far it is.'),
    ...attemptRef,
    progress: progressSchema,
  }),
  z.object({
    type: z
      .literal('step.annotated')
      .describe('It said a warning or an error.'),
    ...attemptRef,
    annotation: annotationSchema,
  }),
  z.object({
    type: z.literal('step.touched').describe('It did something to a service.'),
    ...attemptRef,
    ...serviceTouchSchema.shape,
    wanted: z
      .enum(['running', 'stopped'])
      .optional()
      .describe('What is wanted of the service from here on.'),
    until: z.iso
      .datetime()
      .optional()
      .describe('Until when it is meant to be stopped; for ever when absent.'),
    nothingToDo: z
      .literal(true)
      .optional()
      .describe('It was so already, and was left alone.'),
  }),
  z.object({
    type: z
      .literal('step.retryScheduled')
      .describe('An attempt failed, and another one will follow.'),
    ...attemptRef,
    ...endedRef,
    error: runErrorSchema,
    waitingFor: waitingForSchema,
  }),
  z.object({
    type: z
      .literal('step.waiting')
      .describe(
        'An attempt waits without a worker: for a time, or for people.',
      ),
    ...attemptRef,
    waitingFor: waitingForSchema,
    approval: approvalRuleSchema.optional(),
    error: runErrorSchema.optional(),
  }),
  z.object({
    type: z
      .literal('step.held')
      .describe(
        'A step that was to start waits for a window: a freeze is on, or no maintenance window is open.',
      ),
    ...stepRef,
    waitingFor: waitingForSchema,
  }),
  z.object({
    type: z.literal('step.answered').describe('Somebody answered.'),
    ...attemptRef,
    answer: z.enum(['approve', 'reject']).describe('What was answered.'),
    by: initiatorSchema,
    comment: z.string().describe('Why.'),
    key: z
      .string()
      .optional()
      .describe('The key of the answer; the run takes no other one with it.'),
    via: meansSchema
      .optional()
      .describe('How who answered proved who they are.'),
  }),
  z.object({
    type: z
      .literal('step.expanded')
      .describe('A step with `forEach` has its items.'),
    ...stepRef,
    items: z.array(z.unknown()).describe('The items.'),
    itemGaps: outputGapsSchema
      .optional()
      .describe(
        'Parts of the items that expressions cannot read, since they were masked; each path begins with the place of the item.',
      ),
  }),
  z.object({
    type: z.literal('step.skipped').describe('A step will not run.'),
    ...stepRef,
    because: z.string().describe('Why.'),
    kind: z
      .enum(['not-needed', 'not-reached'])
      .describe('Whether its own `if` said so, or something before it.'),
  }),
  z.object({
    type: z.literal('step.finished').describe('A step is over.'),
    ...attemptRef,
    status: z
      .enum(['succeeded', 'warning', 'failed', 'cancelled'])
      .describe('How it ended.'),
    output: z.unknown().optional().describe('What it gave to later steps.'),
    outputGaps: outputGapsSchema.optional(),
    summary: z
      .string()
      .optional()
      .describe('Markdown that its script wrote to `$IDP_SUMMARY`.'),
    error: runErrorSchema.optional(),
    usage: usageSchema.optional(),
    waitedMs: z
      .number()
      .optional()
      .describe(
        'How much of it was waiting within the run that it started, in milliseconds.',
      ),
    ...endedRef,
  }),
] as const;

/**
 * The facts that make a run. A run's state is nothing but the fold of its
 * events by {@link applyRunEvent}.
 *
 * @public
 */
export const runFactSchema = z.discriminatedUnion('type', [
  ...runFacts,
  ...stepFacts,
]);

/** @public */
export type RunFact = z.infer<typeof runFactSchema>;

const place = {
  seq: z
    .number()
    .int()
    .min(1)
    .describe('Its number in the run from 1, shared with log chunks.'),
  at: z.iso.datetime().describe('When it happened.'),
};

/**
 * A fact with its place in the run and its time.
 *
 * @public
 */
export const runEventSchema: z.ZodType<RunEvent> = z
  // One object each: JSON Schema's `allOf` of two closed objects fits nothing.
  .union(
    [...runFacts, ...stepFacts].map((fact: z.ZodObject) =>
      z.object({ ...place, ...fact.shape }),
    ),
  )
  .describe(
    'Something that happened in a run.',
  ) as z.ZodType<unknown> as z.ZodType<RunEvent>;

/** @public */
export type RunEvent = { seq: number; at: string } & RunFact;
