import * as z from 'zod';
import { flowProblemSchema } from '../api';
import { defineContract } from './defineContract';

/**
 * A thing that was found to be wrong before anybody met it.
 *
 * @public
 */
export const platformProblemSchema = flowProblemSchema.extend({
  about: z
    .enum(['flow', 'service', 'schedule', 'window', 'backend'])
    .describe(
      'Whether it is about flows and scripts, services, schedules, windows, or the host.',
    ),
  service: z
    .string()
    .optional()
    .describe('The name of the service that it is about.'),
  environment: z
    .string()
    .optional()
    .describe('The environment that the service is in.'),
});

/** @public */
export type PlatformProblem = z.infer<typeof platformProblemSchema>;

export const listProblems = defineContract('listProblems', {
  method: 'get',
  path: '/problems',
  tag: 'Records',
  summary:
    'What was found to be wrong with flows, scripts, services, schedules, windows and the host, each with what to do',
  permission:
    '`idpOrchestrator.flow.read`; what is about services also takes `idpOrchestrator.service.read`, about schedules `idpOrchestrator.schedule.read`',
  answer: z.object({
    items: z
      .array(platformProblemSchema)
      .describe(
        'Those of flows first, then of services, schedules, and the host. Whoever may not see all flows, or all services, gets none of these.',
      ),
  }),
  example: {},
});
