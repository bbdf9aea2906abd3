import * as z from 'zod';
import { initiatorSchema, meansSchema } from './origin/Initiator';
import { outputGapsSchema } from './OutputGap';
import { stepStatusSchema } from './status';

const timeSchema = z.iso.datetime();

/**
 * The thing that a run or step waits for while it makes no progress, and since
 * when.
 *
 * @public
 */
export const waitingForSchema = z
  .object({
    kind: z
      .enum([
        'worker',
        'lock',
        'retry',
        'timer',
        'approval',
        'decision',
        'owner',
        'window',
      ])
      .describe(
        '`worker`: a free one. `lock`: another run (`runId`) holds it. `retry`: the time before the next attempt. `timer`: a time. `approval`: people. `decision`: nobody knows how an attempt ended; people say whether it is restarted or fails. `owner`: the last sign of life of an attempt on another host is too fresh. `window`: a freeze is on, or no maintenance window is open.',
      ),
    text: z
      .string()
      .describe(
        'The same for people; of `worker` with the position in the queue.',
      ),
    since: timeSchema.describe('Since when it waits.'),
    until: timeSchema
      .optional()
      .describe('When the waiting ends by itself, if it does.'),
    runId: z
      .string()
      .optional()
      .describe('The run that it waits for, if it is one.'),
    windows: z
      .array(z.string())
      .optional()
      .describe('Of `window`: the ids of the windows that hold it.'),
  })
  .describe('What is waited for.');

/** @public */
export type WaitingFor = z.infer<typeof waitingForSchema>;

/**
 * The error that a step or run failed with.
 *
 * @public
 */
export const runErrorSchema = z
  .object({
    message: z.string().describe('What went wrong, for people.'),
    step: z.string().optional().describe('The id of the step that failed.'),
    exitCode: z
      .number()
      .int()
      .optional()
      .describe('Of a script: the exit code, if it ended with one.'),
    signal: z
      .string()
      .optional()
      .describe(
        'Of a script: the signal that ended it, for example `SIGKILL`.',
      ),
    stderrTail: z
      .array(z.string())
      .optional()
      .describe('Of a script: the last lines of stderr, secrets masked.'),
    stdoutTail: z
      .array(z.string())
      .optional()
      .describe(
        'Of a script that wrote nothing to stderr: the last lines of stdout, secrets masked.',
      ),
    hint: z
      .string()
      .optional()
      .describe(
        'Of a script: what such an end mostly comes from, and what to do next, where that can be told.',
      ),
    durationMs: z
      .number()
      .optional()
      .describe('Of a script: how long it ran, in milliseconds.'),
    command: z
      .array(z.string())
      .optional()
      .describe('Of a script: the command as it was started, secrets masked.'),
    stack: z.string().optional().describe('Where in the code it failed.'),
    rejection: z
      .object({
        by: z.string().describe('Entity reference of who said no.'),
        comment: z.string().optional().describe('Why, as they said.'),
      })
      .optional()
      .describe('Present where nothing broke, but somebody rejected the step.'),
  })
  .describe('Why it failed.');

/** @public */
export type RunError = z.infer<typeof runErrorSchema>;

/**
 * A `::warning::` or `::error::` that a script said.
 *
 * @public
 */
export const annotationSchema = z
  .object({
    level: z.enum(['warning', 'error']).describe('How bad it is.'),
    text: z.string().describe('What the script said.'),
  })
  .describe('Something that a script wants to be seen.');

/** @public */
export type Annotation = z.infer<typeof annotationSchema>;

/**
 * The progress of a step, as it says itself.
 *
 * @public
 */
export const progressSchema = z
  .object({
    percent: z.number().min(0).max(100).describe('From 0 to 100.'),
    message: z.string().optional().describe('What is being done.'),
  })
  .describe('How far the step says it is.');

/** @public */
export type Progress = z.infer<typeof progressSchema>;

/**
 * What a script was, and what it and all that it started used.
 *
 * @public
 */
export const usageSchema = z
  .object({
    wallMs: z.number().describe('How long it took, in milliseconds.'),
    userMs: z
      .number()
      .optional()
      .describe('CPU time in its own code, in milliseconds.'),
    systemMs: z
      .number()
      .optional()
      .describe('CPU time in the kernel, in milliseconds.'),
    peakMemoryBytes: z
      .number()
      .optional()
      .describe('The most memory that it held, in bytes.'),
    scriptDigest: z
      .string()
      .optional()
      .describe(
        'SHA-256 of the file of the script as it was when it began, in hexadecimal; absent where that was in an image.',
      ),
  })
  .describe('What the script was, and what it and all that it started used.');

/** @public */
export type Usage = z.infer<typeof usageSchema>;

/**
 * The answer that somebody gave to a step that waits for people.
 *
 * @public
 */
export const answerSchema = z.object({
  answer: z.enum(['approve', 'reject']).describe('What was answered.'),
  by: initiatorSchema.describe('Who answered.'),
  via: meansSchema.optional().describe('How who answered proved who they are.'),
  comment: z.string().describe('Why.'),
  at: timeSchema.describe('When.'),
  attempt: z.number().int().describe('The attempt that had asked.'),
  key: z
    .string()
    .optional()
    .describe('The key of the answer; the run takes no other one with it.'),
});

/** @public */
export type Answer = z.infer<typeof answerSchema>;

/**
 * The rule of an approval: who may give it, and how many of them it takes.
 *
 * @public
 */
export const approvalRuleSchema = z
  .object({
    approvers: z
      .array(z.string())
      .describe(
        'Entity references of users and groups; anybody with the permission when empty.',
      ),
    count: z.number().int().min(1).describe('How many approvals it takes.'),
    allowInitiator: z
      .boolean()
      .describe('Whether who started the run may approve it.'),
  })
  .describe('Who may approve, and how many of them it takes.');

/** @public */
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

/**
 * Something that a step did to a service.
 *
 * @public
 */
export const serviceTouchSchema = z.object({
  service: z.string().describe('The name of the service.'),
  what: z
    .string()
    .describe('What is done to it, as the step or its script says.'),
});

/** @public */
export type ServiceTouch = z.infer<typeof serviceTouchSchema>;

/**
 * An attempt of a step.
 *
 * @public
 */
export const attemptSchema = z
  .object({
    number: z.number().int().min(1).describe('From 1.'),
    status: stepStatusSchema.describe('How the attempt is.'),
    host: z.string().optional().describe('Where it ran.'),
    startedAt: timeSchema.describe('When it began.'),
    finishedAt: timeSchema
      .optional()
      .describe(
        'When it ended; of a script when the script did, though it was noticed later.',
      ),
    waitedMs: z
      .number()
      .optional()
      .describe(
        'How much of it was waiting, for people or for a time, in the runs below it as well, in milliseconds.',
      ),
    adoptedAt: timeSchema
      .optional()
      .describe('When a restarted backend went on following it.'),
    error: runErrorSchema.optional(),
    usage: usageSchema.optional(),
  })
  .describe('One try of a step.');

/** @public */
export type Attempt = z.infer<typeof attemptSchema>;

/**
 * A step of a run as it is now.
 *
 * @public
 */
export const runStepSchema = z
  .object({
    id: z.string().describe('The id of the step, once in a run.'),
    title: z.string().describe('Shown to people.'),
    uses: z.string().describe('The step type, for example `script`.'),
    needs: z.array(z.string()).describe('Ids of the steps that come first.'),
    status: stepStatusSchema,
    startedAt: timeSchema.optional().describe('When its first attempt began.'),
    finishedAt: timeSchema.optional().describe('When its last attempt ended.'),
    attempts: z
      .number()
      .int()
      .describe('How many attempts there were; `history` tells each.'),
    history: z.array(attemptSchema).describe('Its attempts, oldest first.'),
    skippedBecause: z.string().optional().describe('Why it was skipped.'),
    skipKind: z
      .enum(['not-needed', 'not-reached'])
      .optional()
      .describe(
        '`not-needed`: its own `if` said no; steps that need it go on. `not-reached`: something before it did not succeed.',
      ),
    waitingFor: waitingForSchema.optional(),
    progress: progressSchema.optional(),
    annotations: z
      .array(annotationSchema)
      .describe('Warnings and errors that its script said.'),
    touched: z
      .array(serviceTouchSchema.extend({ at: timeSchema.describe('When.') }))
      .optional()
      .describe('What it did to services, oldest first: the last 50 of it.'),
    summary: z
      .string()
      .optional()
      .describe('Markdown that its script wrote to `$IDP_SUMMARY`.'),
    output: z.unknown().optional().describe('What it gave to later steps.'),
    outputGaps: outputGapsSchema.optional(),
    error: runErrorSchema.optional(),
    onFailure: z
      .enum(['abort', 'continue', 'warn'])
      .describe('Whether the flow goes on when this step failed.'),
    finally: z
      .boolean()
      .optional()
      .describe('Whether it runs when all others are over.'),
    readOnly: z
      .literal(true)
      .optional()
      .describe('It is known to change nothing, so that no window holds it.'),
    parent: z
      .string()
      .optional()
      .describe('Of one item of a step with `forEach`: the id of that step.'),
    index: z
      .number()
      .int()
      .optional()
      .describe('Of one item: its place in the list, from 0.'),
    item: z.unknown().optional().describe('Of one item: the item.'),
    itemGaps: outputGapsSchema
      .optional()
      .describe('Of one item: parts of it that expressions cannot read.'),
    attemptsBefore: z
      .number()
      .int()
      .optional()
      .describe(
        'Attempts before it was last asked to run again; retries count from here.',
      ),
    approval: approvalRuleSchema.optional(),
    answers: z
      .array(answerSchema)
      .optional()
      .describe('What people answered, oldest first.'),
  })
  .describe('A step of a run as it is now.');

/** @public */
export type RunStep = z.infer<typeof runStepSchema>;
