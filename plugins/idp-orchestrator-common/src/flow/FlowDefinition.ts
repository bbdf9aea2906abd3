import * as z from 'zod';
import { DURATION, parseDuration } from '../duration';
import { riskSchema } from './risk';

// The descriptions are the reference: docs/flows.md and flow.schema.json are
// made of them by `tools/yarn docs:flows`.

/**
 * The version of the flow format that this package reads.
 *
 * @public
 */
export const FLOW_API_VERSION = 'idp-orchestrator/v1';

const idSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'lower-case letters, digits and hyphens, a letter first, at most 63',
  );

/** The longest length of time that flows and scripts may name. */
const LONGEST = '3650d';
const LONGEST_MS = 3_650 * 86_400_000;

/**
 * A length of time of at most ten years: `500ms`, `30s`, `10m`, `2h`, `1d`.
 *
 * @public
 */
export const durationSchema = z
  .string(`a duration such as 500ms, 30s, 10m, 2h or 1d, at most ${LONGEST}`)
  .refine(
    isDuration,
    `a duration such as 500ms, 30s, 10m, 2h or 1d, at most ${LONGEST}`,
  )
  .meta({ pattern: DURATION.source });

/**
 * A limit of time, which cannot be zero.
 *
 * @public
 */
export const timeLimitSchema = z
  .string(`a duration above zero such as 30s or 2h, at most ${LONGEST}`)
  .refine(
    text => isDuration(text) && parseDuration(text) !== 0,
    `a duration above zero such as 30s or 2h, at most ${LONGEST}`,
  )
  .meta({ pattern: DURATION.source });

function isDuration(text: string): boolean {
  const ms = parseDuration(text);
  return ms !== undefined && ms <= LONGEST_MS;
}

/**
 * A reference to an entity of Backstage's catalog, as Backstage writes it: `group:default/platform-team`.
 *
 * @public
 */
export const entityRefSchema = z
  .string()
  .max(200)
  .regex(
    /^[a-z][a-z0-9]*:[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9._-]*$/,
    'an entity reference such as group:default/platform-team, in lower case',
  );

/**
 * The policy by which a failed attempt is tried again. The delay before attempt
 * n+1 is `delay × multiplier^(n-1)`, at most `maxDelay`, changed by up to
 * ±`jitter` (a fraction) of itself.
 *
 * @public
 */
export const retryPolicySchema = z
  .strictObject({
    attempts: z
      .number()
      .int()
      .min(1)
      .max(100)
      .describe('Attempts in all, the first included.'),
    delay: durationSchema
      .default('1s')
      .describe('Time before the second attempt.'),
    multiplier: z
      .number()
      .min(1)
      .max(100)
      .default(2)
      .describe('Each further delay is this many times the one before.'),
    maxDelay: durationSchema.default('5m').describe('No delay is longer.'),
    jitter: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe(
        'Changes each delay by up to this fraction of itself, so that many do not try again at the same moment.',
      ),
    on: z
      .array(z.enum(['failed', 'timed-out']))
      .min(1)
      .default(['failed', 'timed-out'])
      .describe('Outcomes that are tried again.'),
  })
  .describe('When a failed attempt is tried again.');

/** @public */
export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/**
 * The list for each item of which a step is done once.
 *
 * @public
 */
export const forEachSchema = z
  .strictObject({
    items: z
      .union([z.string(), z.array(z.unknown()).max(1_000)])
      .describe(
        'A list, or an expression that gives one when the step starts.',
      ),
    parallel: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Items worked on at the same time.'),
  })
  .describe('The step once for each item; `with` sees `item` and `index`.');

/**
 * The limit to one run at a time that has this key.
 *
 * @public
 */
export const concurrencySchema = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(200)
      .describe('May hold expressions of `input`, `environment` and `flow`.'),
    onConflict: z
      .enum(['queue', 'reject'])
      .default('queue')
      .describe(
        'What happens to the second: it waits for the first, or is refused.',
      ),
  })
  .describe('Only one run that has this key at a time.');

/**
 * A node of a flow.
 *
 * @public
 */
export const stepDefinitionSchema = z.strictObject({
  id: idSchema.describe(
    'What it is called in `needs` and in expressions: lower-case letters, digits and hyphens.',
  ),
  title: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Shown to people; the id when absent.'),
  uses: z
    .string()
    .min(1)
    .describe('The step type, for example `script`; see the step types.'),
  with: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      "The step type's inputs; strings may hold `${{ … }}` expressions.",
    ),
  needs: z
    .array(idSchema)
    .optional()
    .describe(
      'Steps that must be done first; the step before when absent, none when empty.',
    ),
  if: z
    .string()
    .optional()
    .describe('An expression; the step is skipped when it is false.'),
  forEach: forEachSchema.optional(),
  timeout: timeLimitSchema
    .optional()
    .describe('Limit for one attempt; of a step that waits, for the waiting.'),
  retry: retryPolicySchema.optional(),
  onFailure: z
    .enum(['abort', 'continue', 'warn'])
    .default('abort')
    .describe(
      '`abort`: no new step starts. `continue`: go on, the run ends failed. `warn`: the step ends as a warning.',
    ),
  onLost: z
    .enum(['restart', 'fail', 'ask'])
    .default('fail')
    .describe(
      'What to do when it cannot be known how an attempt ended (its host is gone): try again, fail, or wait until somebody decides.',
    ),
});

/** @public */
export type StepDefinition = z.infer<typeof stepDefinitionSchema>;

/**
 * A flow as somebody writes it, in YAML or TypeScript. {@link checkFlow} makes
 * a {@link FlowDefinition} of it.
 *
 * @public
 */
export const flowSourceSchema = z.strictObject({
  apiVersion: z
    .literal(FLOW_API_VERSION)
    .default(FLOW_API_VERSION)
    .describe('The version of this format.'),
  id: idSchema.describe(
    'What the flow is called in addresses and calls: lower-case letters, digits and hyphens.',
  ),
  title: z.string().min(1).max(200).describe('Shown to people.'),
  description: z
    .string()
    .default('')
    .describe('What it does and when to use it, for people and agents.'),
  runTitle: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe(
      'What one run does, for people, such as `Restart ${{ input.service }}`: it may hold expressions of `input`, `environment` and `flow`, of which secrets are hidden. The title of the flow when absent.',
    ),
  tags: z.array(z.string()).default([]).describe('Words to find it by.'),
  risk: riskSchema.describe('How much harm it can do.'),
  owner: entityRefSchema
    .optional()
    .describe(
      'Entity reference of the team that looks after it, for example `group:default/platform-team`. It is notified when a run fails, and when an approval is wanted from nobody in particular.',
    ),
  manualTime: durationSchema
    .optional()
    .describe('How long a person takes to do the same by hand.'),
  input: z
    .looseObject({ type: z.literal('object') })
    .default({ type: 'object', properties: {}, additionalProperties: false })
    .describe(
      "JSON Schema (draft 7) of the input, an object; the portal makes the form of it. `environment` and `dry_run` in it are the run's environment, and whether anything is done. Secrets are marked (`writeOnly: true` or `format: password`) under `properties` and `items` only.",
    ),
  failFast: z
    .boolean()
    .default(false)
    .describe(
      'When a step aborts the run, cancel the steps that still run; they are let finish otherwise.',
    ),
  timeout: timeLimitSchema
    .optional()
    .describe('Limit for a run as a whole, from its start.'),
  timeoutIncludesWaiting: z
    .boolean()
    .default(true)
    .describe('Whether time that the run spends waiting counts for its limit.'),
  concurrency: concurrencySchema.optional(),
  priority: z
    .number()
    .int()
    .min(-100)
    .max(100)
    .default(0)
    .describe(
      'Of runs that wait for a worker, those with a higher number come first.',
    ),
  runsOn: z
    .array(z.string().min(1).max(100))
    .max(20)
    .default([])
    .describe(
      'Labels that a worker must have, all of them, to work on a run; any worker when empty.',
    ),
  steps: z
    .array(stepDefinitionSchema)
    .min(1)
    .max(1_000)
    .describe('What is done; a graph by `needs`.'),
  finally: z
    .array(stepDefinitionSchema)
    .max(100)
    .default([])
    .describe(
      'Steps that run when all others are over, however they ended, cancel included.',
    ),
  output: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("The run's output; strings in it may hold expressions."),
});

/** @public */
export type FlowSource = z.input<typeof flowSourceSchema>;

/**
 * A step with its title and needs filled in.
 *
 * @public
 */
export interface FlowStep extends StepDefinition {
  title: string;
  needs: string[];
  /** True when it runs after all steps that are not of this kind are over. */
  finally?: boolean;
}

/**
 * A checked flow: data that can be drawn before it runs and resumed after a crash.
 *
 * @public
 */
export interface FlowDefinition extends Omit<
  z.infer<typeof flowSourceSchema>,
  'steps' | 'finally'
> {
  /** The steps; those of `finally` come last. */
  steps: FlowStep[];
}
