import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import {
  narrowHealth,
  readVisibility,
} from '../../access/authorization/serviceVisibility';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';

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
      'Use it to find out whether the platform and each of its services work. Returns a status, a score from 0 to 100, each service with its status and the reason, and recommendations with the operation that may help.',
    input: {
      environment: FIELDS.environment,
      refresh: z
        .boolean('true or false')
        .default(false)
        .describe('True: ask every service now, not what was seen of late.'),
    },
    effect: 'look',
    toInput: given => given,
  }),
});
