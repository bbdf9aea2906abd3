import * as z from 'zod';
import { runPlanSchema } from '../plan';
import {
  flowProblemSchema,
  flowSummarySchema,
  startedRunSchema,
  startRunRequestSchema,
} from '../api';
import { defineContract } from './defineContract';
import { flowIdParam } from './fields';

/** @public */
export const flowListSchema = z.object({
  items: z.array(flowSummarySchema).describe('Flows that can be run.'),
  problems: z
    .array(flowProblemSchema)
    .describe('What could not be loaded, and why.'),
});

export const listFlows = defineContract('listFlows', {
  method: 'get',
  path: '/flows',
  tag: 'Flows',
  summary: 'Flows that can be run, and those that could not be loaded',
  permission: '`idpOrchestrator.flow.read`',
  answer: flowListSchema,
  example: {},
});

export const getFlow = defineContract('getFlow', {
  method: 'get',
  path: '/flows/:flowId',
  tag: 'Flows',
  summary: 'A flow with the JSON Schema of its input',
  permission: '`idpOrchestrator.flow.read`',
  params: { flowId: flowIdParam },
  answer: flowSummarySchema,
  refusals: [404],
  example: { params: { flowId: 'bootstrap-platform' } },
});

export const startRun = defineContract('startRun', {
  method: 'post',
  path: '/flows/:flowId/runs',
  tag: 'Flows',
  summary:
    'Starts a flow and returns at once; 200 when the same key has started it before',
  permission: '`idpOrchestrator.run.create`, for the flow and its environment',
  params: { flowId: flowIdParam },
  body: startRunRequestSchema,
  takesKey: true,
  answer: startedRunSchema,
  status: 201,
  refusals: [404, 409],
  example: {
    params: { flowId: 'bootstrap-platform' },
    body: {
      input: { platform_name: 'acme', enable_monitoring: false },
      environment: 'development',
      reason: 'A new cluster',
      idempotencyKey: 'bootstrap-of-acme',
    },
  },
});

export const planRun = defineContract('planRun', {
  method: 'post',
  path: '/flows/:flowId/plan',
  tag: 'Flows',
  summary: 'What a run would do, step by step; changes nothing',
  permission: '`idpOrchestrator.run.create`, for the flow and its environment',
  params: { flowId: flowIdParam },
  body: startRunRequestSchema,
  answer: runPlanSchema,
  refusals: [404, 409],
  example: {
    params: { flowId: 'bootstrap-platform' },
    body: { input: { platform_name: 'acme' }, environment: 'development' },
  },
});
