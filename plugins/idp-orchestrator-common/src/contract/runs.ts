import * as z from 'zod';
import { remainingPlanSchema } from '../plan';
import { listRunsQuerySchema } from '../api';
import { waitFilter } from '../queryFields';
import {
  runContextSchema,
  runSchema,
  runStepSchema,
  runSummarySchema,
} from '../run';
import { defineContract } from './defineContract';
import { EXAMPLE_RUN, pageOf, runIdParam } from './fields';

const READ =
  '`idpOrchestrator.run.read`; a run of an environment that is closed to the caller is not found';

/** @public */
export const runListSchema = pageOf(runSummarySchema);

export const listRuns = defineContract('listRuns', {
  method: 'get',
  path: '/runs',
  tag: 'Runs',
  summary: 'Runs in short, newest first, a page at a time',
  permission: '`idpOrchestrator.run.read`',
  query: listRunsQuerySchema,
  answer: runListSchema,
  example: {
    query: {
      flow: 'bootstrap-platform',
      status: ['running', 'succeeded'],
      since: '2026-01-01T00:00:00+01:00',
      limit: 20,
    },
  },
});

export const getRunQuerySchema = z.strictObject({
  wait: waitFilter
    .optional()
    .describe(
      'The answer comes when there is something to see, or after this time; at once when absent.',
    ),
  until: z
    .enum(['attention', 'over'], 'attention or over')
    .optional()
    .describe(
      'What `wait` waits for. `over`: the end of the run. `attention`, also when absent: its end, a step that waits for people, or one that has failed since.',
    ),
});

export const getRun = defineContract('getRun', {
  method: 'get',
  path: '/runs/:runId',
  tag: 'Runs',
  summary: 'A run with its steps as they are now, or as soon as they change',
  permission: READ,
  params: { runId: runIdParam },
  query: getRunQuerySchema,
  answer: runSchema,
  refusals: [404],
  example: {
    params: { runId: EXAMPLE_RUN },
    query: { wait: '30s', until: 'over' },
  },
});

export const getRunContext = defineContract('getRunContext', {
  method: 'get',
  path: '/runs/:runId/context',
  tag: 'Runs',
  summary:
    'The definition that a run was made with, whether it is still the present one, and where it ran',
  permission: READ,
  params: { runId: runIdParam },
  answer: runContextSchema,
  refusals: [404],
  example: { params: { runId: EXAMPLE_RUN } },
});

export const getRemainingPlan = defineContract('getRemainingPlan', {
  method: 'get',
  path: '/runs/:runId/plan',
  tag: 'Runs',
  summary:
    'What the steps that have not begun would do, by what is known of those that are over; no script is asked',
  permission: READ,
  params: { runId: runIdParam },
  answer: remainingPlanSchema,
  refusals: [404],
  example: { params: { runId: EXAMPLE_RUN } },
});

export const getStep = defineContract('getStep', {
  method: 'get',
  path: '/runs/:runId/steps/:stepId',
  tag: 'Runs',
  summary: 'A step with its attempts, output and error',
  permission: READ,
  params: {
    runId: runIdParam,
    stepId: z.string().describe('The id of a step in the run.'),
  },
  answer: runStepSchema,
  refusals: [404],
  example: { params: { runId: EXAMPLE_RUN, stepId: 'prerequisites' } },
});
