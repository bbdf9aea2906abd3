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
      'Use it to start, stop or restart services in the order of their dependencies, or to look at them. It returns at once with the id of the run and its address, and the run goes on by itself; follow it with get-run, whose output tells how each service is. start, stop and restart have to be tried out before, with dryRun true and the same input; a refusal says what is missing and which calls are allowed next.',
    input: {
      operation,
      services,
      environment,
      dryRun,
      comprehensiveHealth: z
        .boolean('true or false')
        .optional()
        .describe('Whether to wait for the health of what was operated.'),
      force: z
        .boolean('true or false')
        .optional()
        .describe('Stops a service that a critical one needs; wants a reason.'),
      propose,
      reason,
      idempotencyKey,
    },
    effect: 'harm',
    toInput: request => ({ request }),
  }),
});
