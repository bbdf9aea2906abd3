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

const ID = 'idp:script:run';

/**
 * Makes the action that runs one action of one script of the script catalog.
 */
export function createRunScriptAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Runs one action of a script of the platform. What it prints appears in the log of the template while it runs.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        script: z => z.string().min(1).describe('The id of the script'),
        action: z =>
          z
            .string()
            .optional()
            .describe('What it is to do; its default action if absent'),
        args: z =>
          z.record(z.unknown()).optional().describe('Its parameters by name'),
        environment: environmentField,
        ...termsFields,
      },
      output: runOutputFields,
    },
    async handler(ctx) {
      const { script, action, args, environment, dryRun, ...terms } = ctx.input;
      const outcome = await runInTemplate(ctx, services, {
        ...terms,
        name: `Script ${script}`,
        dryRun,
        start: (client, asked) =>
          client.startTask({ script, action, args, environment, ...asked }),
        plan: async client => {
          const input = { ...args, ...(action !== undefined && { action }) };
          return describeRunPlan(
            await client.planRun(script, { input, environment }),
          );
        },
      });
      putOutRun(ctx, outcome);
    },
  });
}

const EXAMPLES = [
  example('Ask a script how the infrastructure is', {
    id: 'infrastructure',
    name: 'Look at the infrastructure',
    action: ID,
    input: {
      script: 'setup-infrastructure',
      action: 'status',
      environment: 'development',
    },
  }),
];
