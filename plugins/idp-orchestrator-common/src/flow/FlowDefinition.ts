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
  /** Outcomes that are tried again. */
  on: z
    .array(z.enum(['failed', 'timed-out']))
    .min(1)
    .default(['failed', 'timed-out']),
});

export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/**
 * The step once for each item: `items` is a list, or an expression that gives
 * one when the step starts. `with`, `if` and `title` see `item` and `index`.
 */
export const forEachSchema = z.strictObject({
  items: z.union([z.string(), z.array(z.unknown()).max(1_000)]),
  /** Items worked on at the same time. */
  parallel: z.number().int().min(1).max(100).default(5),
});

/** Only one run that has this key at a time. */
export const concurrencySchema = z.strictObject({
  /** May hold expressions of `input`, `environment` and `flow`. */
  key: z.string().min(1).max(200),
  /** What happens to the second: it waits for the first, or is refused. */
  onConflict: z.enum(['queue', 'reject']).default('queue'),
});

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
  forEach: forEachSchema.optional(),
  /** Limit for one attempt; of a step that waits, for the waiting. */
  timeout: durationSchema.optional(),
  retry: retryPolicySchema.optional(),
  /** `abort`: no new step starts. `continue`: go on, the run ends failed. `warn`: the step ends as a warning. */
  onFailure: z.enum(['abort', 'continue', 'warn']).default('abort'),
  /** What to do when it cannot be known how an attempt ended (its host is gone). */
  onLost: z.enum(['restart', 'fail', 'ask']).default('fail'),
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
  /** Limit for a run as a whole, from its start. */
  timeout: durationSchema.optional(),
  /** Whether time that the run spends waiting counts for its limit. */
  timeoutIncludesWaiting: z.boolean().default(true),
  concurrency: concurrencySchema.optional(),
  /** Of runs that wait for a worker, those with a higher number come first. */
  priority: z.number().int().min(-100).max(100).default(0),
  steps: z.array(stepDefinitionSchema).min(1).max(1_000),
  /** Steps that run when all others are over, however they ended, cancel included. */
  finally: z.array(stepDefinitionSchema).max(100).default([]),
  /** The run's output: a value whose strings may hold expressions. */
  output: z.record(z.string(), z.unknown()).optional(),
});

export type FlowSource = z.input<typeof flowSourceSchema>;

/** A step with its title and needs filled in. */
export interface FlowStep extends StepDefinition {
  title: string;
  needs: string[];
  /** Runs when all steps that are not are over. */
  finally?: boolean;
}

/** A checked flow: data that can be drawn before it runs and resumed after a crash. */
export interface FlowDefinition extends Omit<
  z.infer<typeof flowSourceSchema>,
  'steps' | 'finally'
> {
  /** Those of `finally` come last. */
  steps: FlowStep[];
}
