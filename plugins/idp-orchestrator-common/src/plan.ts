import * as z from 'zod';
import { riskSchema } from './flow/risk';

/** A step of a plan: what would happen to it, and why. */
export const plannedStepSchema = z
  .object({
    id: z.string().describe('The id of the step.'),
    title: z.string().describe('Shown to people.'),
    uses: z.string().describe('The step type, for example `script`.'),
    needs: z.array(z.string()).describe('Ids of the steps that come first.'),
    decision: z
      .enum(['run', 'skip', 'depends'])
      .describe(
        'What would become of it; `depends`: it hangs on the outcome of an earlier step.',
      ),
    because: z.string().optional().describe('Why.'),
    command: z
      .array(z.string())
      .optional()
      .describe('Exactly what would be started; secrets masked.'),
    effect: z
      .enum(['known', 'unknown', 'none'])
      .describe(
        'What is known of its effect; `unknown` when it cannot be told without doing it.',
      ),
    text: z.string().describe('What it would do, for people.'),
    answer: z
      .unknown()
      .optional()
      .describe('The output of a script that was asked with `--dry-run`.'),
    lines: z
      .array(z.string())
      .optional()
      .describe('The last lines that it printed then.'),
  })
  .describe('What would become of a step, and why.');

export type PlannedStep = z.infer<typeof plannedStepSchema>;

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
    input: z
      .record(z.string(), z.unknown())
      .describe('The input, defaults filled in.'),
    steps: z
      .array(plannedStepSchema)
      .describe('The steps, in the order of the flow.'),
    digest: z
      .string()
      .describe('SHA-256 of the definition, the input and the decisions.'),
  })
  .describe('What a run would do.');

export type RunPlan = z.infer<typeof runPlanSchema>;

/** The part of a run that is still to happen. */
export const remainingPlanSchema = z.object({
  items: z
    .array(plannedStepSchema)
    .describe('The steps that have not begun, in the order of the flow.'),
});

export type RemainingPlan = z.infer<typeof remainingPlanSchema>;
