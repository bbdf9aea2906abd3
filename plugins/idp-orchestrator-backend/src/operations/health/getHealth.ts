import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import {
  narrowHealth,
  readVisibility,
} from '../../access/authorization/serviceVisibility';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { tellHealth } from '../tools/toServicesAnswer';

/** Tells how the platform and each of its services are; of the default environment when none is named. */
export const getHealth = defineOperation(CONTRACTS.getHealth, {
  audit: {
    records: 'refusals',
    action: 'health.read',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: (parts, { caller, input: { environment } }) =>
    readVisibility(parts, caller, environment),
  async run({ health, environments }, { input, permitted: visibility }) {
    const { environment = environments.fallback, refresh } = input;
    const seen = await health.check({ environment, refresh });
    return narrowHealth(seen, visibility);
  },
  tool: defineTool({
    name: 'get-platform-health',
    title: 'Health of the platform',
    description:
      'To find out whether the platform works: a summary, each service with the reason, what a run does to it or who stopped it, and what may help.',
    input: {
      environment: FIELDS.environment,
      refresh: z
        .boolean('true or false')
        .default(false)
        .describe('True: ask every service now.'),
      verbose: FIELDS.verbose,
    },
    effect: 'look',
    toInput: ({ environment, refresh }) => ({ environment, refresh }),
    toAnswer: (health, { verbose }) => (verbose ? health : tellHealth(health)),
  }),
});
