import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionServices } from '../connect';
import { describeRunPlan, runInTemplate } from '../run';
import { example } from './example';
import {
  environmentField,
  putOutRun,
  runOutputFields,
  termsFields,
} from './fields';

const ID = 'idp:flow:run';

/** Makes the action that runs any flow of the orchestrator, by its id. */
export function createRunFlowAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Runs a flow of IDP Orchestrator. Its steps and their output appear in the log of the template while it runs.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        flow: z => z.string().min(1).describe('The id of the flow'),
        input: z =>
          z.record(z.unknown()).optional().describe('What the flow takes'),
        environment: environmentField,
        ...termsFields,
      },
      output: runOutputFields,
    },
    async handler(ctx) {
      const { flow, input, environment, dryRun, ...terms } = ctx.input;
      const outcome = await runInTemplate(ctx, services, {
        ...terms,
        name: `Flow ${flow}`,
        dryRun,
        start: (client, asked) =>
          client.startRun(flow, { input, environment, ...asked }),
        plan: async client =>
          describeRunPlan(await client.planRun(flow, { input, environment })),
      });
      putOutRun(ctx, outcome);
    },
  });
}

const EXAMPLES = [
  example('Run a flow and wait for its end', {
    id: 'rotate',
    name: 'Restart services one after the other',
    action: ID,
    input: {
      flow: 'rotate-sandbox-services',
      input: { services: '${{ parameters.services }}' },
      environment: 'staging',
    },
  }),
  example('Start a flow and go on at once', {
    id: 'start',
    name: 'Start the maintenance',
    action: ID,
    input: { flow: 'announced-maintenance', wait: false },
  }),
];
