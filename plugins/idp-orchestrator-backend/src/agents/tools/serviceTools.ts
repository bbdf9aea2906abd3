import {
  PLATFORM_OPERATIONS,
  toOperationRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { defineTool } from './defineTool';
import { FIELDS } from './fields';

const { operation, services, environment, dryRun, propose } = FIELDS;
const { reason, idempotencyKey } = FIELDS;

export const serviceTools = [
  defineTool({
    name: 'list-services',
    title: 'List services',
    description:
      'Use it to find out which services the platform has. Returns each with its name, what it depends on, how it is now (healthy, degraded, down, or unknown and why), and whether you may operate it.',
    input: { environment },
    effect: 'look',
    use: ({ orchestrator, caller }, query) =>
      orchestrator.listServices(caller, query),
  }),
  defineTool({
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
    use: ({ orchestrator, caller }, request) =>
      orchestrator.startRun(
        caller,
        PLATFORM_OPERATIONS,
        toOperationRun(request),
      ),
  }),
  defineTool({
    name: 'get-platform-health',
    title: 'Health of the platform',
    description:
      'Use it to find out whether the platform and each of its services work. Returns a status, a score from 0 to 100, each service with its status and the reason, and recommendations with the operation that may help.',
    input: {
      environment,
      refresh: z
        .boolean('true or false')
        .default(false)
        .describe('True: ask every service now, not what was seen of late.'),
    },
    effect: 'look',
    use: ({ orchestrator, caller }, options) =>
      orchestrator.getHealth(caller, options),
  }),
];
