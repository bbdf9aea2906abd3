import * as z from 'zod';
import {
  actRequestSchema,
  answerRunRequestSchema,
  approveRunRequestSchema,
  retryRunRequestSchema,
} from '../actRequests';
import { startedRunSchema } from '../api';
import { runActionOfferSchema, runSchema } from '../run';
import { defineContract } from './defineContract';
import { EXAMPLE_RUN, runIdParam } from './fields';

/** @public */
export const runActionListSchema = z.object({
  items: z
    .array(runActionOfferSchema)
    .describe('Every action, and whether the caller may do it now.'),
});

/** The terms that the actions on a run have in common. */
const onRun = {
  tag: 'Runs',
  params: { runId: runIdParam },
  answer: runSchema,
  refusals: [404, 409] as Array<404 | 409>,
} as const;

const exampleOf = <T>(body: T) => ({ params: { runId: EXAMPLE_RUN }, body });

/** @public */
export const allowedActions = defineContract('allowedActions', {
  method: 'get',
  path: '/runs/:runId/actions',
  tag: 'Runs',
  summary: 'What the caller may do to a run as it is now, and why not',
  permission: '`idpOrchestrator.run.read`',
  params: { runId: runIdParam },
  answer: runActionListSchema,
  refusals: [404],
  example: { params: { runId: EXAMPLE_RUN } },
});

/** @public */
export const cancelRun = defineContract('cancelRun', {
  method: 'post',
  path: '/runs/:runId/cancel',
  ...onRun,
  summary: 'Ends a run and every process of it',
  permission: '`idpOrchestrator.run.cancel`',
  body: actRequestSchema,
  example: exampleOf({ reason: 'Started by mistake' }),
});

/** @public */
export const pauseRun = defineContract('pauseRun', {
  method: 'post',
  path: '/runs/:runId/pause',
  ...onRun,
  summary: 'Starts no new step until it is resumed',
  permission: '`idpOrchestrator.run.cancel`',
  body: actRequestSchema,
  example: exampleOf({ reason: 'The cluster is being looked at' }),
});

/** @public */
export const resumeRun = defineContract('resumeRun', {
  method: 'post',
  path: '/runs/:runId/resume',
  ...onRun,
  summary: 'Goes on after a pause',
  permission:
    '`idpOrchestrator.run.cancel`, and `idpOrchestrator.run.create` for what it does',
  body: actRequestSchema,
  example: exampleOf({ reason: 'The cluster is fine' }),
});

/** @public */
export const retryRun = defineContract('retryRun', {
  method: 'post',
  path: '/runs/:runId/retry',
  ...onRun,
  summary: 'Goes on from the failed step, or from another one',
  permission: '`idpOrchestrator.run.create`',
  body: retryRunRequestSchema,
  example: exampleOf({ reason: 'The registry is back' }),
});

/** @public */
export const approveRun = defineContract('approveRun', {
  method: 'post',
  path: '/runs/:runId/approve',
  ...onRun,
  summary: 'Lets a step that waits for people go on',
  permission: '`idpOrchestrator.run.approve`',
  body: approveRunRequestSchema,
  example: exampleOf({ reason: 'As agreed in the change board' }),
});

/** @public */
export const rejectRun = defineContract('rejectRun', {
  method: 'post',
  path: '/runs/:runId/reject',
  ...onRun,
  summary: 'Lets a step that waits for people fail',
  permission: '`idpOrchestrator.run.approve`',
  body: answerRunRequestSchema,
  example: exampleOf({ reason: 'Not on a Friday' }),
});

/** @public */
export const dismissRun = defineContract('dismissRun', {
  method: 'post',
  path: '/runs/:runId/dismiss',
  ...onRun,
  summary: 'Says that the failure of a run needs nobody any more',
  permission: '`idpOrchestrator.run.cancel`',
  body: actRequestSchema,
  example: exampleOf({ reason: 'Done by hand' }),
});

/** @public */
export const overrideWindow = defineContract('overrideWindow', {
  method: 'post',
  path: '/runs/:runId/override-window',
  ...onRun,
  summary: 'Lets a run go on in spite of the windows that hold it',
  permission: '`idpOrchestrator.window.override`',
  body: actRequestSchema,
  example: exampleOf({ reason: 'The fix of the incident' }),
});

/** @public */
export const rerun = defineContract('rerun', {
  method: 'post',
  path: '/runs/:runId/rerun',
  ...onRun,
  summary: 'Starts a new run with the same input',
  permission: '`idpOrchestrator.run.create`',
  body: actRequestSchema,
  answer: startedRunSchema,
  status: 201,
  example: exampleOf({ reason: 'Once more, with the new version' }),
});
