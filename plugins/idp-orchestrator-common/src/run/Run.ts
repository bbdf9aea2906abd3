import * as z from 'zod';
import { riskSchema } from '../flow/risk';
import { initiatorSchema } from './Initiator';

const timeSchema = z.iso.datetime();

/** `pending → running → succeeded | warning | failed | skipped | cancelled`, or `waiting`. */
export const STEP_STATUSES = [
  'pending',
  'running',
  'waiting',
  'succeeded',
  'warning',
  'failed',
  'skipped',
  'cancelled',
] as const;

/** `queued → running → …`; while not finished also `waiting`, `paused`, `cancelling`. */
export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'cancelling',
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
] as const;

export const stepStatusSchema = z.enum(STEP_STATUSES);
export const runStatusSchema = z.enum(RUN_STATUSES);

export type StepStatus = z.infer<typeof stepStatusSchema>;
export type RunStatus = z.infer<typeof runStatusSchema>;

/** What a run or step that makes no progress waits for, and since when. */
export const waitingForSchema = z.object({
  kind: z.enum([
    /** A free worker; the text says the position in the queue. */
    'worker',
    /** Another run holds the lock; `runId` is the holder. */
    'lock',
    'retry',
    'timer',
    'approval',
    /** An attempt whose end nobody knows: restart it, or let it fail? */
    'decision',
    /** The last sign of life of an attempt on another host is too fresh. */
    'owner',
  ]),
  text: z.string(),
  since: timeSchema,
  until: timeSchema.optional(),
  runId: z.string().optional(),
});

export type WaitingFor = z.infer<typeof waitingForSchema>;

/**
 * Why a step or run failed. For a script: exit code or signal, the last lines
 * of stderr (masked), how long it ran (ms), and the command as an argv list.
 */
export const runErrorSchema = z.object({
  message: z.string(),
  step: z.string().optional(),
  exitCode: z.number().int().optional(),
  signal: z.string().optional(),
  stderrTail: z.array(z.string()).optional(),
  durationMs: z.number().optional(),
  command: z.array(z.string()).optional(),
  stack: z.string().optional(),
});

export type RunError = z.infer<typeof runErrorSchema>;

/** A `::warning::` or `::error::` that a script said. */
export const annotationSchema = z.object({
  level: z.enum(['warning', 'error']),
  text: z.string(),
});

export type Annotation = z.infer<typeof annotationSchema>;

/** How far a step says it is; percent 0–100. */
export const progressSchema = z.object({
  percent: z.number().min(0).max(100),
  message: z.string().optional(),
});

export type Progress = z.infer<typeof progressSchema>;

/** What a script and all that it started used: CPU times in ms, memory in bytes. */
export const usageSchema = z.object({
  wallMs: z.number(),
  userMs: z.number().optional(),
  systemMs: z.number().optional(),
  peakMemoryBytes: z.number().optional(),
});

export type Usage = z.infer<typeof usageSchema>;

/** What somebody answered to a step that waits for people. */
export const answerSchema = z.object({
  answer: z.enum(['approve', 'reject']),
  by: initiatorSchema,
  comment: z.string(),
  at: timeSchema,
  attempt: z.number().int(),
  /** The run takes no other answer with it. */
  key: z.string().optional(),
});

export type Answer = z.infer<typeof answerSchema>;

/** Who may approve, and how many of them it takes. */
export const approvalRuleSchema = z.object({
  /** Entity references of users and groups; anybody with the permission when empty. */
  approvers: z.array(z.string()),
  count: z.number().int().min(1),
  /** Whether who started the run may approve it. */
  allowInitiator: z.boolean(),
});

export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

/** One try of a step. `host` is where it ran, `adoptedAt` when a restarted backend went on following it. */
export const attemptSchema = z.object({
  number: z.number().int().min(1),
  status: stepStatusSchema,
  host: z.string().optional(),
  startedAt: timeSchema,
  finishedAt: timeSchema.optional(),
  adoptedAt: timeSchema.optional(),
  error: runErrorSchema.optional(),
  usage: usageSchema.optional(),
});

export type Attempt = z.infer<typeof attemptSchema>;

export const runStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  uses: z.string(),
  needs: z.array(z.string()),
  status: stepStatusSchema,
  startedAt: timeSchema.optional(),
  finishedAt: timeSchema.optional(),
  /** How many attempts there were; `history` tells each. */
  attempts: z.number().int(),
  history: z.array(attemptSchema),
  skippedBecause: z.string().optional(),
  /** `not-needed`: its own `if` said no; steps that need it go on. */
  skipKind: z.enum(['not-needed', 'not-reached']).optional(),
  waitingFor: waitingForSchema.optional(),
  progress: progressSchema.optional(),
  annotations: z.array(annotationSchema),
  /** Markdown from `$IDP_SUMMARY`. */
  summary: z.string().optional(),
  output: z.unknown().optional(),
  error: runErrorSchema.optional(),
  /** Whether the flow goes on when this step failed. */
  onFailure: z.enum(['abort', 'continue', 'warn']),
  /** Runs when all others are over. */
  finally: z.boolean().optional(),
  /** One item of a step with `forEach`: that step's id, and the item. */
  parent: z.string().optional(),
  index: z.number().int().optional(),
  item: z.unknown().optional(),
  /** Attempts before the step was last asked to run again; retries count from here. */
  attemptsBefore: z.number().int().optional(),
  approval: approvalRuleSchema.optional(),
  answers: z.array(answerSchema).optional(),
});

export type RunStep = z.infer<typeof runStepSchema>;

/** Who wanted something of a run, why and when. */
export const interventionSchema = z.object({
  by: initiatorSchema,
  reason: z.string(),
  at: timeSchema,
});

export type Cancellation = z.infer<typeof interventionSchema>;

/**
 * One execution of a flow: the domain, wire and view type. Times are ISO 8601
 * in UTC. `lastSeq` is the number of the last event or log chunk folded in;
 * watching goes on after it.
 */
export const runSchema = z.object({
  id: z.uuid(),
  flowId: z.string(),
  flowTitle: z.string(),
  /** SHA-256 of the definition that this run was made with. */
  flowDigest: z.string(),
  /** `task`: one script, run directly. Absent in runs from before it was kept. */
  kind: z.enum(['flow', 'task']).optional(),
  /** The highest risk of all that it was started to do, in its child runs as well. */
  risk: riskSchema.optional(),
  environment: z.string(),
  status: runStatusSchema,
  waitingFor: waitingForSchema.optional(),
  initiator: initiatorSchema,
  reason: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  /** There are secrets in the input; they are hidden from whoever looks. */
  secretInput: z.literal(true).optional(),
  dryRun: z.boolean(),
  createdAt: timeSchema,
  /** Nothing of it is done before this time, unless it is cancelled. */
  startAt: timeSchema.optional(),
  startedAt: timeSchema.optional(),
  finishedAt: timeSchema.optional(),
  cancellation: interventionSchema.optional(),
  /** No new step starts until somebody resumes it. */
  pause: interventionSchema.optional(),
  /** When it ran longer than its flow allows. */
  timedOutAt: timeSchema.optional(),
  /** How often it was asked to go on from a step. */
  retries: z
    .array(
      interventionSchema.extend({
        from: z.string(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  /** The run whose step started this one. */
  parent: z.object({ runId: z.string(), stepId: z.string() }).optional(),
  /** The span that it was started from, as the W3C's `traceparent` tells it. */
  traceparent: z.string().optional(),
  priority: z.number().int().optional(),
  /** The key of its lock, if its flow has one. */
  lock: z.string().optional(),
  /** Since when it has been waiting, and the time (ms) that it waited before. */
  waitingSince: timeSchema.optional(),
  waitedMs: z.number().optional(),
  steps: z.array(runStepSchema),
  output: z.record(z.string(), z.unknown()).optional(),
  error: runErrorSchema.optional(),
  lastSeq: z.number().int(),
});

export type Run = z.infer<typeof runSchema>;
