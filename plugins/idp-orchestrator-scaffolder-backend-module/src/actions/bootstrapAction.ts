import { NotFoundError, ResponseError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { ActionServices } from '../connect';
import { describeRunPlan, runInTemplate } from '../run';
import { example } from './example';
import { putOutRun, runOutputFields, termsFields } from './fields';

const ID = 'idp:platform:bootstrap';
const FLOW = 'bootstrap-platform';

/**
 * Makes the action that runs the flow `bootstrap-platform`; its input keeps the
 * names that the flow has.
 */
export function createBootstrapAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Brings up a whole platform in an environment: infrastructure, sign-in, the Kubernetes core, monitoring and Backstage. Safe to repeat.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        platform_name: z =>
          z.string().min(1).max(100).optional().describe('How it is called'),
        environment: z =>
          z
            .enum(['development', 'staging', 'production'])
            .optional()
            .describe('The environment to bring up'),
        enable_monitoring: z =>
          z
            .boolean()
            .optional()
            .describe('Prometheus, Grafana, Jaeger and Kiali; true if absent'),
        enable_auth: z =>
          z
            .boolean()
            .optional()
            .describe('User pool, client and groups; true if absent'),
        skip_backstage: z =>
          z.boolean().optional().describe('Leave Backstage out'),
        dry_run: z =>
          z
            .boolean()
            .optional()
            .describe('The same as dryRun, as the flow has it'),
        ...termsFields,
      },
      output: {
        ...runOutputFields,
        urls: z =>
          z
            .record(z.string())
            .describe('Where the services of the platform are'),
        platformReady: z =>
          z.boolean().describe('Whether every critical service answers'),
      },
    },
    async handler(ctx) {
      const { dryRun, reason, wait, ...input } = ctx.input;
      const outcome = await runInTemplate(ctx, services, {
        name: `Flow ${FLOW}`,
        dryRun,
        reason,
        wait,
        start: (client, asked) =>
          client.startRun(FLOW, { input, ...asked }).catch(explainMissing),
        plan: async client =>
          describeRunPlan(
            await client.planRun(FLOW, { input }).catch(explainMissing),
          ),
      });
      const output = putOutRun(ctx, outcome);
      ctx.output('urls', (output.platform_urls ?? {}) as JsonObject);
      ctx.output('platformReady', output.platform_ready === true);
    },
  });
}

/** Says what is missing, and how to get it: no platform but the example has this flow by itself. */
function explainMissing(error: unknown): never {
  if (!(error instanceof ResponseError) || error.statusCode !== 404) {
    throw error;
  }
  throw new NotFoundError(
    `${error.cause.message.replace(/\.?$/, '.')} ${ID} runs the flow ${FLOW}, which is content of the platform and comes with no plugin. ` +
      "Get the example's with its scripts by `idp-orchestrator create DIR`, name DIR/scripts and DIR/flows in idpOrchestrator.scriptsDirectory and flowsDirectory, or run a flow of your own by idp:flow:run",
  );
}

const EXAMPLES = [
  example('Bring up a platform for development', {
    id: 'bootstrap',
    name: 'Bootstrap the platform',
    action: ID,
    input: {
      platform_name: '${{ parameters.platformName }}',
      environment: 'development',
      enable_monitoring: false,
    },
  }),
];
