import * as z from 'zod';
import { riskSchema } from './flow';
import { runStatusSchema, type Run } from './run';

/** A flow as a caller sees it: what it does, and whether this caller may run it. */
export const flowSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  risk: riskSchema,
  /** Entity reference of the team that looks after it. */
  owner: z.string().optional(),
  /** How long a person takes to do the same by hand, for example `2h`. */
  manualTime: z.string().optional(),
  /** `flow`: steps in a graph. `task`: one script, run directly. */
  kind: z.enum(['flow', 'task']),
  digest: z.string(),
  /** JSON Schema (draft 7) of the input. */
  input: z.record(z.string(), z.unknown()),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      uses: z.string(),
      needs: z.array(z.string()),
      if: z.string().optional(),
      onFailure: z.enum(['abort', 'continue', 'warn']),
      /** Runs when all others are over. */
      finally: z.boolean().optional(),
    }),
  ),
  effectiveRisk: riskSchema
    .optional()
    .describe(
      'The highest risk that a run of it can have, through all that it uses.',
    ),
  riskThrough: z
    .string()
    .optional()
    .describe(
      'What that risk comes from, where the flow declares a lower one.',
    ),
  /** Whether its runs start or stop services, which is a permission of its own. */
  operatesServices: z.boolean().optional(),
  mayRun: z.boolean(),
  notAllowedReason: z.string().optional(),
  /** The environments in which this caller may run it; `mayRun` is about the default one. */
  mayRunIn: z.array(z.string()).optional(),
});

export type FlowSummary = z.infer<typeof flowSummarySchema>;

/** A file or definition that could not be loaded; the others keep working. */
export const flowProblemSchema = z.object({
  /** A file, or what there is of a name. */
  source: z.string(),
  /** From 1, like the column. */
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  /** The id of the flow that it is about, where it is known. */
  flow: z.string().optional(),
  severity: z
    .enum(['error', 'warning'])
    .optional()
    .describe(
      '`error`, also when absent: it cannot be run. `warning`: it can be run all the same.',
    ),
  message: z.string(),
});

export type FlowProblem = z.infer<typeof flowProblemSchema>;

const environmentField = z
  .string('the name of an environment')
  .min(1, 'the name of an environment')
  .optional();
const reasonField = z
  .string('a text of at most 1000 characters')
  .max(1_000, 'a text of at most 1000 characters');
const START_TIME = 'a time such as 2026-12-24T18:00:00Z';
/** When to start, at the earliest; one that has passed means now. */
const startAtField = z.iso
  .datetime({ offset: true, error: START_TIME })
  .refine(text => Date.parse(text) < Date.UTC(10_000, 0), START_TIME);
const runIdField = z.uuid('a UUID');
/** Waits for a person's approval before its first step; of a dry run it means nothing. */
const proposeField = z.boolean('true or false').optional();

export const startRunRequestSchema = z.strictObject({
  input: z.record(z.string(), z.unknown(), 'an object').default({}),
  environment: environmentField,
  dryRun: z.boolean('true or false').optional(),
  reason: reasonField.optional(),
  startAt: startAtField.optional(),
  /** Its id, chosen by the caller; refused when there is a run with it. */
  id: runIdField.optional(),
  /** The same key, from the same caller, returns the same run. */
  idempotencyKey: z
    .string('a text of 1 to 200 characters')
    .min(1, 'a text of 1 to 200 characters')
    .max(200, 'a text of 1 to 200 characters')
    .optional(),
  /** Of a plan that was looked at: refused when the plan would be another one now. */
  planDigest: z
    .string('the digest of a plan')
    .regex(/^[0-9a-f]{64}$/, 'the digest of a plan')
    .optional(),
  propose: proposeField,
});

export type StartRunRequest = z.input<typeof startRunRequestSchema>;

export const startTaskRequestSchema = z.strictObject({
  script: z.string('the id of a script'),
  action: z.string('the name of an action').optional(),
  args: z.record(z.string(), z.unknown(), 'an object').default({}),
  environment: environmentField,
  dryRun: z.boolean('true or false').optional(),
  reason: reasonField.optional(),
  /** Refused while another exclusive run of this script is under way in the environment. */
  exclusive: z.boolean('true or false').optional(),
  startAt: startAtField.optional(),
  id: runIdField.optional(),
  idempotencyKey: startRunRequestSchema.shape.idempotencyKey,
  propose: proposeField,
});

export type StartTaskRequest = z.input<typeof startTaskRequestSchema>;

/** What every act on a run says: why. */
export const actRequestSchema = z.strictObject({
  reason: reasonField.min(1, 'why, in a sentence'),
});

export type ActRequest = z.input<typeof actRequestSchema>;

/** `from`: the step to go on from; what failed when absent. */
export const retryRunRequestSchema = actRequestSchema.extend({
  from: z.string('the id of a step').optional(),
});

export type RetryRunRequest = z.input<typeof retryRunRequestSchema>;

/**
 * `step`: needed when several steps wait for an answer. The reason is shown as
 * the comment. `key`: a run takes only one answer with it.
 */
export const answerRunRequestSchema = actRequestSchema.extend({
  step: z.string('the id of a step').optional(),
  key: z
    .string('a text of 1 to 200 characters')
    .min(1, 'a text of 1 to 200 characters')
    .max(200, 'a text of 1 to 200 characters')
    .optional(),
});

export type AnswerRunRequest = z.input<typeof answerRunRequestSchema>;

/** One step of a plan: what would happen to it, and why. */
export const plannedStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  uses: z.string(),
  needs: z.array(z.string()),
  /** `depends`: it hangs on the outcome of an earlier step. */
  decision: z.enum(['run', 'skip', 'depends']),
  because: z.string().optional(),
  /** Exactly what would be started; secrets masked. */
  command: z.array(z.string()).optional(),
  /** What is known of the effect; `unknown` when it cannot be told without doing it. */
  effect: z.enum(['known', 'unknown', 'none']),
  text: z.string(),
  /** What a script said when it was asked with `--dry-run`: its output, and its last lines. */
  answer: z.unknown().optional(),
  lines: z.array(z.string()).optional(),
});

export type PlannedStep = z.infer<typeof plannedStepSchema>;

export const runPlanSchema = z.object({
  flowId: z.string(),
  environment: z.string(),
  dryRun: z
    .boolean()
    .describe('Whether it was planned as a dry run, which changes nothing.'),
  risk: riskSchema.describe(
    'The highest risk of all that it would do, in its child runs as well.',
  ),
  riskThrough: z
    .string()
    .optional()
    .describe('What the risk comes from, where the flow declares a lower one.'),
  input: z.record(z.string(), z.unknown()),
  steps: z.array(plannedStepSchema),
  /** SHA-256 of the definition, the input and the decisions above. */
  digest: z.string(),
});

export type RunPlan = z.infer<typeof runPlanSchema>;

/** What is still to happen in a run: the steps that have not begun, in the order of the flow. */
export const remainingPlanSchema = z.object({
  items: z.array(plannedStepSchema),
});

export type RemainingPlan = z.infer<typeof remainingPlanSchema>;

/** A started run: its id, and where people see it; of a dry run also the plan. */
export const startedRunSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  plan: runPlanSchema.optional(),
});

export type StartedRun = z.infer<typeof startedRunSchema>;

export const listRunsQuerySchema = z.strictObject({
  flow: z.string().optional(),
  status: z
    .string()
    .optional()
    .transform(text => (text ? text.split(',') : undefined))
    .pipe(z.array(runStatusSchema).optional()),
  environment: z.string().optional(),
  initiator: z.string().optional(),
  /** Runs that started, stopped or restarted this service. */
  service: z.string().optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  text: z.string().max(200).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type ListRunsQuery = z.input<typeof listRunsQuerySchema>;

/** A page of a list, newest first; `nextCursor` is absent on the last. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export type RunPage = Page<Run>;

/** One line of an attempt's log as it is served. */
export interface LogLine {
  /** From 1, both streams counted together. */
  line: number;
  at: string;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** A range of an attempt's log. `total` is how many lines there are so far. */
export interface LogPage {
  items: LogLine[];
  total: number;
  /** Where a search goes on; absent when it has seen all. */
  nextFrom?: number;
}
