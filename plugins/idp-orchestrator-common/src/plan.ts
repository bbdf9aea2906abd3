import * as z from 'zod';
import { riskSchema } from './flow/risk';

const decisionSchema = z
  .enum(['run', 'skip', 'depends'])
  .describe(
    'What would become of it; `depends`: it hangs on the outcome of an earlier step.',
  );

const effectSchema = z
  .enum(['known', 'unknown', 'none'])
  .describe(
    'What is known of its effect; `unknown` when it cannot be told without doing it, `none` where it only reads or there is nothing to do.',
  );

const commandSchema = z
  .array(z.string())
  .optional()
  .describe('Exactly what would be started; secrets masked.');

const failureSchema = z
  .string()
  .optional()
  .describe(
    'Why it could not be done as things are now: its dry run failed, or it would be refused.',
  );

/**
 * One of the things that a step would do: an item, or a step of the flow that it starts.
 *
 * @public
 */
export const plannedPartSchema = z
  .object({
    title: z
      .string()
      .describe(
        'Of an item its place and the item; of a step of a flow its title, after those of the steps that lead to it.',
      ),
    decision: decisionSchema,
    effect: effectSchema,
    text: z.string().describe('What it would do, for people.'),
    failure: failureSchema,
    command: commandSchema,
  })
  .describe('One of the things that a step would do.');

/** @public */
export type PlannedPart = z.infer<typeof plannedPartSchema>;

/**
 * How much would be done.
 *
 * @public
 */
export const planTotalsSchema = z.object({
  steps: z
    .number()
    .int()
    .describe(
      'Steps that would be done: those of flows that are started and each item count as one, skipped ones do not.',
    ),
  commands: z
    .number()
    .int()
    .describe('Commands that would be started, as far as they are known.'),
  changes: z
    .number()
    .int()
    .describe(
      'Of these steps those that would change something, or of which that is not known.',
    ),
  unchanged: z
    .number()
    .int()
    .describe('Of these steps those that only read, or have nothing to do.'),
  failures: z
    .number()
    .int()
    .describe('Of these steps those that could not be done.'),
});

/** @public */
export type PlanTotals = z.infer<typeof planTotalsSchema>;

/**
 * A step of a plan: what would happen to it, and why.
 *
 * @public
 */
export const plannedStepSchema = z
  .object({
    id: z.string().describe('The id of the step.'),
    title: z.string().describe('Shown to people.'),
    uses: z.string().describe('The step type, for example `script`.'),
    needs: z.array(z.string()).describe('Ids of the steps that come first.'),
    decision: decisionSchema,
    because: z.string().optional().describe('Why.'),
    command: commandSchema,
    effect: effectSchema,
    text: z.string().describe('What it would do, for people.'),
    failure: failureSchema,
    answer: z
      .unknown()
      .optional()
      .describe('The output of a script that was asked with `--dry-run`.'),
    lines: z
      .array(z.string())
      .optional()
      .describe('The last lines that it printed then.'),
    parts: z
      .array(plannedPartSchema)
      .optional()
      .describe(
        'Of a step with items, the first 20 of them; of one that starts a flow, the first 50 of its steps, with those of flows below.',
      ),
    totals: planTotalsSchema
      .optional()
      .describe('Of a step with parts: how much all of them do.'),
  })
  .describe('What would become of a step, and why.');

/** @public */
export type PlannedStep = z.infer<typeof plannedStepSchema>;

/** @public */
export const heldPlanSchema = z
  .object({
    effect: z
      .enum(['hold', 'refuse'])
      .describe(
        '`hold`: the run is made, and its first step that changes something waits. `refuse`: it is not started.',
      ),
    text: z.string().describe('What it waits for, for people.'),
    until: z.iso
      .datetime()
      .optional()
      .describe('When it may go on; absent where no such time is known.'),
    windows: z.array(z.string()).describe('The ids of the windows.'),
  })
  .describe('The windows that keep it from changing anything now.');

/** @public */
export type HeldPlan = z.infer<typeof heldPlanSchema>;

/** @public */
export const runPlanSchema = z
  .object({
    flowId: z.string().describe('The id of the flow.'),
    environment: z.string().describe('The environment it would work on.'),
    dryRun: z
      .boolean()
      .describe('Whether it was planned as a dry run, which changes nothing.'),
    risk: riskSchema.describe(
      'The highest risk of all that it would do, in its child runs as well.',
    ),
    riskThrough: z
      .string()
      .optional()
      .describe(
        'What the risk comes from, where the flow declares a lower one.',
      ),
    held: heldPlanSchema.optional(),
    input: z
      .record(z.string(), z.unknown())
      .describe('The input, defaults filled in.'),
    steps: z
      .array(plannedStepSchema)
      .describe('The steps, in the order of the flow.'),
    totals: planTotalsSchema
      .extend({
        usualMs: z
          .number()
          .optional()
          .describe(
            'How long runs of the flow took in this environment in the last thirty days (the median of those that succeeded), in milliseconds; absent when none did.',
          ),
      })
      .describe('How much would be done.'),
    digest: z
      .string()
      .describe('SHA-256 of the definition, the input and the decisions.'),
  })
  .describe('What a run would do.');

/** @public */
export type RunPlan = z.infer<typeof runPlanSchema>;

/**
 * The part of a run that is still to happen.
 *
 * @public
 */
export const remainingPlanSchema = z.object({
  items: z
    .array(plannedStepSchema)
    .describe('The steps that have not begun, in the order of the flow.'),
  digest: z
    .string()
    .describe(
      'SHA-256 of what an approval would let go on, or of all where nothing waits for one. An approval that names it is refused when that is another thing by then.',
    ),
});

/** @public */
export type RemainingPlan = z.infer<typeof remainingPlanSchema>;
