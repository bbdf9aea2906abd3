import {
  CONTRACTS,
  PLATFORM_OPERATIONS,
  toOperationRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { startRun } from '../flows/startRun';
import { defineCompositeRoute } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toStartAnswer } from '../tools/toPlanAnswer';

const { operation, services, environment, dryRun, propose } = FIELDS;
const { reason, idempotencyKey } = FIELDS;

/** Starts, stops, restarts or looks at services, in the order of their dependencies, as a run. */
export const operateServices = defineCompositeRoute(CONTRACTS.operateServices, {
  run: ({ perform }, { caller, input }) =>
    perform(startRun, caller, {
      flowId: PLATFORM_OPERATIONS,
      request: toOperationRun(input.request),
    }),
  tool: defineTool({
    name: 'operate-services',
    title: 'Operate services',
    description:
      'To start, stop or restart services in the order of their dependencies. Returns the id of its run at once; wait-for-run follows it. What changes something has to be tried out first, with dryRun true and the same input.',
    input: {
      operation,
      services,
      environment,
      dryRun,
      comprehensiveHealth: z
        .boolean('true or false')
        .optional()
        .describe('True: wait for the health of all.'),
      force: z
        .boolean('true or false')
        .optional()
        .describe('True: stop even what a critical one needs; wants a reason.'),
      until: z
        .string('a time in ISO 8601')
        .optional()
        .describe('With stop: until when they are meant to be stopped.'),
      propose,
      reason,
      idempotencyKey,
    },
    effect: 'harm',
    toInput: request => ({ request }),
    toAnswer: (started, { dryRun: _, ...input }) =>
      toStartAnswer(started, { action: 'operate-services', input }),
  }),
});
