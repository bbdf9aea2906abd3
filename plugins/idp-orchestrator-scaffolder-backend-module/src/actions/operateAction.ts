import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  OPERATIONS,
  type OperateServicesRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ActionServices } from '../connect';
import { describeOperationPlan, runInTemplate } from '../run';
import { example } from './example';
import {
  environmentField,
  putOutRun,
  runOutputFields,
  termsFields,
} from './fields';

const ID = 'idp:platform:operate';

/** Makes the action that starts, stops, restarts or looks at services. */
export function createOperateAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Starts, stops or restarts services of the platform in the order of their dependencies, or looks at them.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        operation: z => z.enum(OPERATIONS).describe('What is done to them'),
        services: z =>
          z
            .array(z.string())
            .optional()
            .describe('The names of exactly these services; all if absent'),
        environment: environmentField,
        comprehensiveHealth: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether health is told by real requests; true if absent',
            ),
        force: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Stop also what a critical service needs; wants a reason',
            ),
        ...termsFields,
      },
      output: {
        ...runOutputFields,
        services: z =>
          z
            .record(z.unknown())
            .describe('By name: status, health, url and replicas'),
      },
    },
    async handler(ctx) {
      const { dryRun, reason, wait, ...input } = ctx.input;
      const operation: OperateServicesRequest = input;
      const outcome = await runInTemplate(ctx, services, {
        name: `Operation ${input.operation}`,
        dryRun,
        reason,
        wait,
        start: (client, asked) =>
          client.operateServices({ ...operation, ...asked }),
        plan: async client =>
          describeOperationPlan(
            await client.planOperation({ ...operation, reason }),
          ),
      });
      const output = putOutRun(ctx, outcome);
      ctx.output('services', (output.services ?? {}) as JsonObject);
    },
  });
}

const EXAMPLES = [
  example('Restart two services', {
    id: 'restart',
    name: 'Restart monitoring',
    action: ID,
    input: {
      operation: 'restart',
      services: ['prometheus', 'grafana'],
      environment: 'staging',
      reason: 'New dashboards',
    },
  }),
  example('Stop everything in an environment', {
    id: 'stop',
    name: 'Stop the environment',
    action: ID,
    input: { operation: 'stop', environment: 'development' },
  }),
];
