import {
  OPERATIONS,
  RUN_STATUSES,
  startRunRequestSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';

const START = startRunRequestSchema.shape;

/**
 * The fields of tools, described for those who have nothing but the
 * description.
 */
export const FIELDS = {
  runId: z.uuid('the id of a run').describe('Its id.'),
  flow: z.string('the id of a flow').describe('The id of a flow.'),
  input: START.input.describe(
    'Its input; list-flows with `flow` gives the schema.',
  ),
  environment: START.environment.describe('Else the default one.'),
  dryRun: START.dryRun.describe('True: only tell what would be done.'),
  propose: START.propose.describe('True: a person approves it first.'),
  reason: START.reason.describe('Why.'),
  startAt: START.startAt.describe('When, if not now.'),
  idempotencyKey: START.idempotencyKey.describe('Same key, same run.'),
  why: z
    .string('why, in a sentence')
    .min(1, 'why, in a sentence')
    .max(1_000, 'at most 1000 characters')
    .describe('Why.'),
  script: z.string('the id of a script').describe('The id of a script.'),
  action: z
    .string('the name of an action')
    .optional()
    .describe('Its default one when absent.'),
  args: z
    .record(z.string(), z.unknown(), 'an object')
    .default({})
    .describe('Its parameters by name.'),
  step: z.string('the id of a step').optional().describe('The id of a step.'),
  operation: z
    .enum(OPERATIONS, `one of ${OPERATIONS.join(', ')}`)
    .describe('status and health only look.'),
  services: z
    .array(z.string('the name of a service'), 'a list of names of services')
    .max(1_000, 'at most 1000 services')
    .default([])
    .describe('Exactly those that are meant; all when empty.'),
  status: z
    .enum(RUN_STATUSES, `one of ${RUN_STATUSES.join(', ')}`)
    .optional()
    .describe('Only runs in this state.'),
  verbose: z
    .boolean('true or false')
    .default(false)
    .describe('True: all of it.'),
};

/** The conversation that an agent may name in every tool. */
export const conversationSchema = z
  .string('a text of 1 to 200 characters')
  .min(1, 'a text of 1 to 200 characters')
  .max(200, 'a text of 1 to 200 characters')
  .optional()
  .describe('On record.');
