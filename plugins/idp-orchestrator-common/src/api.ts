import * as z from 'zod';
import { riskSchema } from './flow';
import { keyField, planDigestField, reasonField } from './requestFields';
import { heldPlanSchema, runPlanSchema } from './plan';
import {
  flagFilter,
  listFilter,
  pageCursor,
  pageLimit,
  timeFilter,
} from './queryFields';
import { runStatusSchema, type RunSummary } from './run';

const flowStepSchema = z.object({
  id: z.string().describe('The id of the step.'),
  title: z.string().describe('Shown to people.'),
  uses: z.string().describe('The step type, for example `script`.'),
  needs: z.array(z.string()).describe('Ids of the steps that come first.'),
  if: z
    .string()
    .optional()
    .describe('An expression; the step is skipped when it is false.'),
  onFailure: z
    .enum(['abort', 'continue', 'warn'])
    .describe('Whether the flow goes on when this step failed.'),
  finally: z
    .boolean()
    .optional()
    .describe('Whether it runs when all others are over.'),
});

/**
 * The newest run of a flow, as a list of flows tells it.
 *
 * @public
 */
export const lastRunSchema = z.object({
  id: z.uuid().describe('The id of the run.'),
  status: runStatusSchema.describe('How it is, or how it ended.'),
  environment: z.string().describe('The environment it worked on.'),
  createdAt: z.string().describe('When it was made, ISO 8601.'),
  finishedAt: z
    .string()
    .optional()
    .describe('When it ended, ISO 8601; absent while it goes on.'),
});

/** @public */
export type LastRun = z.infer<typeof lastRunSchema>;

/**
 * A flow as a caller sees it: what it does, and whether this caller may run it.
 *
 * @public
 */
export const flowSummarySchema = z.object({
  id: z.string().describe('The id of the flow.'),
  title: z.string().describe('Shown to people.'),
  description: z
    .string()
    .describe('What it does and when to use it, for people and agents.'),
  tags: z.array(z.string()).describe('Words to find it by.'),
  risk: riskSchema.describe('How much harm it can do.'),
  owner: z
    .string()
    .optional()
    .describe('Entity reference of the team that looks after it.'),
  manualTime: z
    .string()
    .optional()
    .describe(
      'How long a person takes to do the same by hand, for example `2h`.',
    ),
  kind: z
    .enum(['flow', 'task'])
    .describe('`flow`: steps in a graph. `task`: one script, run directly.'),
  digest: z.string().describe('SHA-256 of its definition.'),
  input: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema (draft 7) of the input.'),
  steps: z.array(flowStepSchema).describe('What it does, step by step.'),
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
  operatesServices: z
    .boolean()
    .optional()
    .describe(
      'Whether its runs start or stop services, which is a permission of its own.',
    ),
  mayRun: z
    .boolean()
    .describe('Whether this caller may run it in the default environment.'),
  notAllowedReason: z.string().optional().describe('Why not.'),
  mayRunIn: z
    .array(z.string())
    .optional()
    .describe('The environments in which this caller may run it.'),
  lastRun: lastRunSchema
    .optional()
    .describe(
      'In a list of flows: its newest run that this caller may see, dry runs included; absent when none of the newest 200 is one.',
    ),
  usualMs: z
    .number()
    .optional()
    .describe(
      'In a list of flows: how long its runs took in the last thirty days (the median of those that succeeded), in milliseconds; absent when fewer than five did, and for callers who may see the runs of some people only.',
    ),
});

/** @public */
export type FlowSummary = z.infer<typeof flowSummarySchema>;

/**
 * A file or definition that could not be loaded; the others keep working.
 *
 * @public
 */
export const flowProblemSchema = z.object({
  source: z.string().describe('A file, or what there is of a name.'),
  line: z.number().int().optional().describe('The line in it, from 1.'),
  column: z.number().int().optional().describe('The column in it, from 1.'),
  flow: z
    .string()
    .optional()
    .describe('The id of the flow that it is about, where it is known.'),
  severity: z
    .enum(['error', 'warning'])
    .optional()
    .describe(
      '`error`, also when absent: it cannot be run. `warning`: it can be run all the same.',
    ),
  message: z.string().describe('What is wrong, and what to do.'),
});

/** @public */
export type FlowProblem = z.infer<typeof flowProblemSchema>;

const environmentField = z
  .string('the name of an environment')
  .min(1, 'the name of an environment')
  .optional()
  .describe('The environment; the default one when absent.');
const START_TIME = 'a time such as 2026-12-24T18:00:00Z';
const startAtField = z.iso
  .datetime({ offset: true, error: START_TIME })
  .refine(text => Date.parse(text) < Date.UTC(10_000, 0), START_TIME)
  .describe('When to start, at the earliest; one that has passed means now.');
const runIdField = z
  .uuid('a UUID')
  .describe(
    "The run's id, chosen by the caller; refused when there is a run with it.",
  );
const dryRunField = z
  .boolean('true or false')
  .optional()
  .describe('Whether nothing is changed, and only the plan is made.');
const proposeField = z
  .boolean('true or false')
  .optional()
  .describe(
    "Whether it waits for a person's approval before its first step; of a dry run it means nothing.",
  );

/** @public */
export const startRunRequestSchema = z.strictObject({
  input: z
    .record(z.string(), z.unknown(), 'an object')
    .default({})
    .describe("The flow's input, as its JSON Schema says."),
  environment: environmentField,
  dryRun: dryRunField,
  reason: reasonField.optional(),
  startAt: startAtField.optional(),
  id: runIdField.optional(),
  idempotencyKey: keyField.describe(
    'The same key, from the same caller, returns the same run.',
  ),
  planDigest: planDigestField,
  propose: proposeField,
});

/** @public */
export type StartRunRequest = z.input<typeof startRunRequestSchema>;

/** @public */
export const startTaskRequestSchema = z.strictObject({
  script: z.string('the id of a script').describe('The id of the script.'),
  action: z
    .string('the name of an action')
    .optional()
    .describe('The action of the script, if it has several.'),
  args: z
    .record(z.string(), z.unknown(), 'an object')
    .default({})
    .describe("The action's parameters, by their names."),
  environment: environmentField,
  dryRun: dryRunField,
  reason: reasonField.optional(),
  exclusive: z
    .boolean('true or false')
    .optional()
    .describe(
      'Refused while another exclusive run of this script is under way in the environment.',
    ),
  startAt: startAtField.optional(),
  id: runIdField.optional(),
  idempotencyKey: startRunRequestSchema.shape.idempotencyKey,
  planDigest: planDigestField,
  propose: proposeField,
});

/** @public */
export type StartTaskRequest = z.input<typeof startTaskRequestSchema>;

/**
 * A started run: its id, and where people see it; of a dry run also the plan.
 *
 * @public
 */
export const startedRunSchema = z.object({
  id: z.uuid().describe('The id of the run.'),
  url: z.string().describe('Where people see it in the portal.'),
  title: z.string().optional().describe('What it does, for people.'),
  plan: runPlanSchema.optional().describe('Of a dry run: what it would do.'),
  held: heldPlanSchema.optional(),
});

/** @public */
export type StartedRun = z.infer<typeof startedRunSchema>;

/**
 * The query that chooses which runs are listed.
 *
 * @public
 */
export const listRunsQuerySchema = z.strictObject({
  flow: z
    .string('the id of a flow')
    .optional()
    .describe('Only runs of this flow.'),
  status: listFilter(runStatusSchema)
    .optional()
    .transform(statuses => (statuses?.length ? statuses : undefined))
    .describe(
      'Only runs that are so; several by repeating it, or with commas.',
    ),
  environment: z
    .string('the name of an environment')
    .optional()
    .describe('Only runs of this environment.'),
  initiator: z
    .string('an entity reference')
    .optional()
    .describe(
      'Only runs that this user or service started, as an entity reference.',
    ),
  service: z
    .string('the name of a service')
    .optional()
    .describe('Only runs that started, stopped or restarted this service.'),
  since: timeFilter
    .optional()
    .describe('Only runs made at this time or later.'),
  until: timeFilter.optional().describe('Only runs made before this time.'),
  text: z
    .string('a text of at most 200 characters')
    .max(200, 'a text of at most 200 characters')
    .optional()
    .describe(
      'Only runs in whose title, flow, initiator or reason this is found, or whose id begins with it.',
    ),
  open: flagFilter
    .optional()
    .describe(
      'True: only runs that failed and that nobody has dealt with: neither retried, dismissed, nor followed by one of the same title that succeeded.',
    ),
  tree: z
    .uuid('the id of a run')
    .optional()
    .describe(
      'Only runs that steps started: of the tree of runs in which this one is, without its root. `parent` tells which run and step started each.',
    ),
  cursor: pageCursor.optional(),
  limit: pageLimit,
});

/** @public */
export type ListRunsQuery = z.input<typeof listRunsQuerySchema>;

/**
 * A page of a list, newest first; `nextCursor` is absent on the last.
 *
 * @public
 */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** @public */
export type RunPage = Page<RunSummary>;
