import * as z from 'zod';
import { initiatorSchema } from './Initiator';
import {
  annotationSchema,
  approvalRuleSchema,
  progressSchema,
  runErrorSchema,
  runSchema,
  usageSchema,
  waitingForSchema,
} from './Run';

const stepRef = { stepId: z.string() };
const attemptRef = { ...stepRef, attempt: z.number().int().min(1) };

/**
 * The facts that make a run. A run's state is nothing but the fold of its
 * events by {@link applyRunEvent}.
 */
export const runFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.created'),
    run: runSchema.omit({ lastSeq: true }),
  }),
  z.object({ type: z.literal('run.started'), worker: z.string() }),
  /** Another worker went on with the run, after a restart or a crash. */
  z.object({ type: z.literal('run.resumed'), worker: z.string() }),
  z.object({
    type: z.literal('run.cancelRequested'),
    by: initiatorSchema,
    reason: z.string(),
  }),
  z.object({
    type: z.literal('run.paused'),
    by: initiatorSchema,
    reason: z.string(),
  }),
  z.object({
    type: z.literal('run.unpaused'),
    by: initiatorSchema,
    reason: z.string(),
  }),
  /** The run goes on from a step: that one and what needs it run again. */
  z.object({
    type: z.literal('run.retried'),
    by: initiatorSchema,
    reason: z.string(),
    from: z.string(),
    steps: z.array(z.string()),
    /** For example that the flow has changed since. */
    note: z.string().optional(),
  }),
  /** It ran longer than its flow allows. */
  z.object({ type: z.literal('run.timedOut') }),
  z.object({
    type: z.literal('run.finished'),
    status: z.enum([
      'succeeded',
      'succeeded-with-warnings',
      'failed',
      'cancelled',
    ]),
    output: z.record(z.string(), z.unknown()).optional(),
    error: runErrorSchema.optional(),
  }),
  z.object({
    type: z.literal('step.started'),
    ...attemptRef,
    /** Where it was started; only there its processes can be followed. */
    host: z.string().optional(),
  }),
  /** A script that still ran after its backend had died is followed again. */
  z.object({ type: z.literal('step.adopted'), ...attemptRef }),
  z.object({
    type: z.literal('step.progressed'),
    ...attemptRef,
    progress: progressSchema,
  }),
  z.object({
    type: z.literal('step.annotated'),
    ...attemptRef,
    annotation: annotationSchema,
  }),
  z.object({
    type: z.literal('step.retryScheduled'),
    ...attemptRef,
    error: runErrorSchema,
    waitingFor: waitingForSchema,
  }),
  /** An attempt that waits without a worker: for a time, for people. */
  z.object({
    type: z.literal('step.waiting'),
    ...attemptRef,
    waitingFor: waitingForSchema,
    approval: approvalRuleSchema.optional(),
    error: runErrorSchema.optional(),
  }),
  z.object({
    type: z.literal('step.answered'),
    ...attemptRef,
    answer: z.enum(['approve', 'reject']),
    by: initiatorSchema,
    comment: z.string(),
    key: z.string().optional(),
  }),
  /** A step with `forEach` has its items. */
  z.object({
    type: z.literal('step.expanded'),
    ...stepRef,
    items: z.array(z.unknown()),
  }),
  z.object({
    type: z.literal('step.skipped'),
    ...stepRef,
    because: z.string(),
    kind: z.enum(['not-needed', 'not-reached']),
  }),
  z.object({
    type: z.literal('step.finished'),
    ...attemptRef,
    status: z.enum(['succeeded', 'warning', 'failed', 'cancelled']),
    output: z.unknown().optional(),
    summary: z.string().optional(),
    error: runErrorSchema.optional(),
    usage: usageSchema.optional(),
  }),
]);

export type RunFact = z.infer<typeof runFactSchema>;

/** A fact with its place in the run (`seq`, from 1, shared with log chunks) and its time. */
export const runEventSchema = z.intersection(
  z.object({ seq: z.number().int().min(1), at: z.iso.datetime() }),
  runFactSchema,
);

export type RunEvent = { seq: number; at: string } & RunFact;
