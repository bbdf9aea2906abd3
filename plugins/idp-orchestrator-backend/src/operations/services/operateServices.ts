import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  PLATFORM_OPERATIONS,
  toOperationRun,
  type OperateServicesRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import type { Caller } from '../../access/Caller';
import type { Perform } from '../Operation';
import { startRun } from '../flows/startRun';
import { defineCompositeRoute } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toStartAnswer } from '../tools/toPlanAnswer';
import { planOperation } from './planOperation';

const { operation, services, environment, dryRun, propose } = FIELDS;
const { reason, idempotencyKey } = FIELDS;

/** Starts, stops, restarts or looks at services, in the order of their dependencies, as a run. */
export const operateServices = defineCompositeRoute(CONTRACTS.operateServices, {
  async run({ perform }, { caller, input: { request } }) {
    await requireSamePlan(perform, caller, request);
    return perform(startRun, caller, {
      flowId: PLATFORM_OPERATIONS,
      request: toOperationRun(request),
    });
  },
  tool: defineTool({
    name: 'operate-services',
    title: 'Operate services',
    description:
      'To start, stop or restart services in the order of their dependencies. Returns the id of its run at once; wait-for-run follows it. What changes something takes a dryRun first, with the same input.',
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

/** What somebody looked at is what is done to which services, or nothing is. */
async function requireSamePlan(
  perform: Perform,
  caller: Caller,
  request: OperateServicesRequest,
): Promise<void> {
  const { planDigest } = request;
  if (planDigest === undefined) return;
  const { digest } = await perform(planOperation, caller, { request });
  if (digest === planDigest) return;
  throw new ConflictError(
    `What would be done to the services has changed since it was looked at: its digest is ${digest} now, not ${planDigest}. Look at the new plan and start with its digest`,
  );
}
