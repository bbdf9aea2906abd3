import { z } from 'zod';
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
  kind: z.enum(['worker', 'retry', 'timer', 'approval', 'lock']),
  text: z.string(),
  since: timeSchema,
  until: timeSchema.optional(),
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

/** One try of a step. `host` is where it ran, `adoptedAt` when a restarted backend went on following it. */
export const attemptSchema = z.object({
  number: z.number().int().min(1),
  status: stepStatusSchema,
  startedAt: timeSchema,
  finishedAt: timeSchema.optional(),
  adoptedAt: timeSchema.optional(),
  error: runErrorSchema.optional(),
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
});

export type RunStep = z.infer<typeof runStepSchema>;

/** Who wanted a run ended, and why. */
export const cancellationSchema = z.object({
  by: initiatorSchema,
  reason: z.string(),
  at: timeSchema,
});

export type Cancellation = z.infer<typeof cancellationSchema>;

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
  environment: z.string(),
  status: runStatusSchema,
  waitingFor: waitingForSchema.optional(),
  initiator: initiatorSchema,
  reason: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  dryRun: z.boolean(),
  createdAt: timeSchema,
  startedAt: timeSchema.optional(),
  finishedAt: timeSchema.optional(),
  cancellation: cancellationSchema.optional(),
  steps: z.array(runStepSchema),
  output: z.record(z.string(), z.unknown()).optional(),
  error: runErrorSchema.optional(),
  lastSeq: z.number().int(),
});

export type Run = z.infer<typeof runSchema>;

const FINISHED_RUN: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
]);

const FINISHED_STEP: ReadonlySet<StepStatus> = new Set<StepStatus>([
  'succeeded',
  'warning',
  'failed',
  'skipped',
  'cancelled',
]);

/** A finished run never changes. */
export function isRunFinished(run: { status: RunStatus }): boolean {
  return FINISHED_RUN.has(run.status);
}

export function isStepFinished(step: { status: StepStatus }): boolean {
  return FINISHED_STEP.has(step.status);
}
