import { z } from 'zod';
import { parseDuration } from '../duration';
import { riskSchema } from './risk';

/** The version of the flow format that this package reads. */
export const FLOW_API_VERSION = 'idp-orchestrator/v1';

const idSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'lower-case letters, digits and hyphens, a letter first, at most 63',
  );

/** A length of time: `500ms`, `30s`, `10m`, `2h`, `1d`. */
export const durationSchema = z
  .string()
  .refine(
    text => parseDuration(text) !== undefined,
    'a duration such as 500ms, 30s, 10m, 2h or 1d',
  );

/**
 * When a failed attempt is tried again. The delay before attempt n+1 is
 * `delay × multiplier^(n-1)`, at most `maxDelay`, changed by up to
 * ±`jitter` (a fraction) of itself.
 */
export const retryPolicySchema = z.strictObject({
  /** Attempts in all, the first included. */
  attempts: z.number().int().min(1).max(100),
  delay: durationSchema.default('1s'),
  multiplier: z.number().min(1).max(100).default(2),
  maxDelay: durationSchema.default('5m'),
  jitter: z.number().min(0).max(1).default(0),
});

export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/** One node of a flow. */
export const stepDefinitionSchema = z.strictObject({
  id: idSchema,
  /** Shown to people; the id when absent. */
  title: z.string().min(1).max(200).optional(),
  /** The step type, for example `script`. */
  uses: z.string().min(1),
  /** The step type's inputs; strings may hold `${{ … }}` expressions. */
  with: z.record(z.string(), z.unknown()).default({}),
  /** Steps that must be done first; the step before when absent. */
  needs: z.array(idSchema).optional(),
  /** An expression; the step is skipped when it is false. */
  if: z.string().optional(),
  /** Limit for one attempt. */
  timeout: durationSchema.optional(),
  retry: retryPolicySchema.optional(),
  /** `abort`: no new step starts. `continue`: go on, the run ends failed. `warn`: the step ends as a warning. */
  onFailure: z.enum(['abort', 'continue', 'warn']).default('abort'),
  /** What to do when it cannot be known how an attempt ended (its host is gone). */
  onLost: z.enum(['restart', 'fail']).default('fail'),
});

export type StepDefinition = z.infer<typeof stepDefinitionSchema>;

/** What a caller writes, in YAML or TypeScript. {@link checkFlow} makes a {@link FlowDefinition} of it. */
export const flowSourceSchema = z.strictObject({
  apiVersion: z.literal(FLOW_API_VERSION).default(FLOW_API_VERSION),
  id: idSchema,
  title: z.string().min(1).max(200),
  description: z.string().default(''),
  tags: z.array(z.string()).default([]),
  risk: riskSchema,
  /** JSON Schema (draft 7) of the input; an object schema. */
  input: z
    .looseObject({ type: z.literal('object') })
    .default({ type: 'object', properties: {}, additionalProperties: false }),
  /** When a step aborts the run, cancel the steps that still run. */
  failFast: z.boolean().default(false),
  steps: z.array(stepDefinitionSchema).min(1).max(1_000),
  /** The run's output: a value whose strings may hold expressions. */
  output: z.record(z.string(), z.unknown()).optional(),
});

export type FlowSource = z.input<typeof flowSourceSchema>;

/** A step with its title and needs filled in. */
export interface FlowStep extends StepDefinition {
  title: string;
  needs: string[];
}

/** A checked flow: data that can be drawn before it runs and resumed after a crash. */
export interface FlowDefinition extends Omit<
  z.infer<typeof flowSourceSchema>,
  'steps'
> {
  steps: FlowStep[];
}
