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
  runId: z.uuid('the id of a run').describe('The id that the start returned.'),
  flow: z
    .string('the id of a flow')
    .describe('The id of a flow, as list-flows tells it.'),
  input: START.input.describe(
    'The input of the flow; list-flows tells the schema of each.',
  ),
  environment: START.environment.describe(
    'The environment, for example development; the default one when absent.',
  ),
  dryRun: START.dryRun.describe(
    'True: change nothing, and tell what would be done.',
  ),
  propose: START.propose.describe(
    'True: create the run, and let it wait for a person to approve it before its first step.',
  ),
  reason: START.reason.describe('Why, in a sentence; people see it.'),
  idempotencyKey: START.idempotencyKey.describe(
    'A text of your choice: a second start with it returns the first run instead of another one.',
  ),
  why: z
    .string('why, in a sentence')
    .min(1, 'why, in a sentence')
    .max(1_000, 'at most 1000 characters')
    .describe('Why, in a sentence; people see it.'),
  script: z.string('the id of a script').describe('The id of a script.'),
  action: z
    .string('the name of an action')
    .optional()
    .describe('What the script is to do; its default action when absent.'),
  args: z
    .record(z.string(), z.unknown(), 'an object')
    .default({})
    .describe("The script's parameters by name."),
  step: z
    .string('the id of a step')
    .optional()
    .describe('The id of a step of the run.'),
  operation: z
    .enum(OPERATIONS, `one of ${OPERATIONS.join(', ')}`)
    .describe(
      'start, stop and restart change something, status and health look.',
    ),
  services: z
    .array(z.string('the name of a service'), 'a list of names of services')
    .max(1_000, 'at most 1000 services')
    .default([])
    .describe(
      'Names of services, exactly those that are meant; all when empty.',
    ),
  status: z
    .enum(RUN_STATUSES, `one of ${RUN_STATUSES.join(', ')}`)
    .optional()
    .describe('Only runs that are in this state.'),
};

/** The conversation that an agent may name in every tool. */
export const conversationSchema = z
  .string('a text of 1 to 200 characters')
  .min(1, 'a text of 1 to 200 characters')
  .max(200, 'a text of 1 to 200 characters')
  .optional()
  .describe(
    'An id of the conversation that this call is made for; it is kept in the run and in the audit record.',
  );
