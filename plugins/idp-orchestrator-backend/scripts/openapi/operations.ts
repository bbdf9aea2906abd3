import {
  listRunsQuerySchema,
  statsQuerySchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  environmentQuerySchema,
  healthQuerySchema,
  historyQuerySchema,
} from '../../src/rest/healthRoutes';
import { logQuerySchema } from '../../src/rest/logRoutes';
import { feedQuerySchema } from '../../src/rest/runRoutes';
import { serviceQuerySchema } from '../../src/rest/serviceRoutes';
import { auditOperations } from './auditOperations';
import type { Operation } from './Operation';
import { tools } from './toolOperations';

const EVENTS = 'text/event-stream';

const flows: Operation[] = [
  {
    method: 'get',
    path: '/flows',
    id: 'listFlows',
    summary: 'Flows that can be run, and those that could not be loaded',
    permission: 'flow.read',
    answer: 'FlowList',
  },
  {
    method: 'get',
    path: '/flows/:flowId',
    id: 'getFlow',
    summary: 'A flow with the JSON Schema of its input',
    permission: 'flow.read',
    answer: 'Flow',
  },
  {
    method: 'post',
    path: '/flows/:flowId/runs',
    id: 'startRun',
    summary:
      'Starts a flow and returns at once; 200 when the same key has started it before',
    permission: 'run.create',
    body: 'StartRunRequest',
    status: 201,
    answer: 'StartedRun',
  },
  {
    method: 'post',
    path: '/flows/:flowId/plan',
    id: 'planRun',
    summary: 'What a run would do, step by step; changes nothing',
    permission: 'run.create',
    body: 'StartRunRequest',
    answer: 'Plan',
  },
  {
    method: 'post',
    path: '/tasks',
    id: 'startTask',
    summary: 'Runs one action of a script',
    permission: 'script.run',
    body: 'StartTaskRequest',
    status: 201,
    answer: 'StartedRun',
  },
].map(operation => ({ tag: 'Flows', ...operation }) as Operation);

const act = (name: string, summary: string, more: Partial<Operation> = {}) => ({
  method: 'post',
  path: `/runs/:runId/${name}`,
  id: `${name}Run`,
  summary,
  body: 'ActRequest',
  answer: 'Run',
  ...more,
});

const runs: Operation[] = [
  {
    method: 'get',
    path: '/runs',
    id: 'listRuns',
    summary: 'Runs, newest first, a page at a time',
    permission: 'run.read',
    query: listRunsQuerySchema,
    answer: 'RunList',
  },
  {
    method: 'get',
    path: '/runs/:runId',
    id: 'getRun',
    summary: 'A run with its steps as they are now',
    permission: 'run.read',
    answer: 'Run',
  },
  {
    method: 'get',
    path: '/runs/:runId/context',
    id: 'getRunContext',
    summary:
      'The definition that a run was made with, whether it is still the present one, and where it ran',
    permission: 'run.read',
    answer: 'RunContext',
  },
  {
    method: 'get',
    path: '/runs/:runId/plan',
    id: 'getRemainingPlan',
    summary:
      'What the steps that have not begun would do, by what is known of those that are over; no script is asked',
    permission: 'run.read',
    answer: 'RemainingPlan',
  },
  {
    method: 'get',
    path: '/runs/:runId/bundle',
    id: 'downloadBundle',
    summary:
      'All that helps to understand a run from afar, in one archive: definition, events, logs, surroundings; secrets masked',
    permission: 'run.read',
    media: { 'application/gzip': 'A .tar.gz' },
  },
  {
    method: 'get',
    path: '/runs/:runId/steps/:stepId',
    id: 'getStep',
    summary: 'A step with its attempts, output and error',
    permission: 'run.read',
    answer: 'RunStep',
  },
  {
    method: 'get',
    path: '/runs/:runId/events',
    id: 'watchRun',
    summary:
      'What happens in a run, in order: as a stream that goes on where `Last-Event-ID` or `after` says, or as a page of JSON',
    permission: 'run.read',
    query: feedQuerySchema,
    answer: 'Feed',
    media: { [EVENTS]: 'Each entry with its number as `id`' },
  },
  {
    method: 'get',
    path: '/runs/:runId/logs',
    id: 'readLogs',
    summary:
      'Lines of the log, by range, to read or to download; in JSON also those that contain `search`, with `nextFrom` where there is more to look at',
    permission: 'run.read',
    query: logQuerySchema,
    answer: 'LogPage',
    media: {
      'text/plain': 'The lines, one after another',
      'application/x-ndjson': 'A JSON object a line',
    },
  },
  {
    method: 'get',
    path: '/runs/:runId/actions',
    id: 'allowedActions',
    summary: 'What the caller may do to a run as it is now, and why not',
    permission: 'run.read',
    answer: 'ActList',
  },
  act('cancel', 'Ends a run and every process of it', {
    permission: 'run.cancel',
  }),
  act('pause', 'Starts no new step until it is resumed', {
    permission: 'run.cancel',
  }),
  act('resume', 'Goes on after a pause', { permission: 'run.cancel' }),
  act('retry', 'Goes on from the failed step, or from another one', {
    permission: 'run.create',
    body: 'RetryRunRequest',
  }),
  act('approve', 'Lets a step that waits for people go on', {
    permission: 'run.approve',
    body: 'AnswerRunRequest',
  }),
  act('reject', 'Lets a step that waits for people fail', {
    permission: 'run.approve',
    body: 'AnswerRunRequest',
  }),
  act('rerun', 'Starts a new run with the same input', {
    id: 'rerun',
    permission: 'run.create',
    status: 201,
    answer: 'StartedRun',
  }),
].map(operation => ({ tag: 'Runs', ...operation }) as Operation);

const services: Operation[] = [
  {
    method: 'get',
    path: '/services',
    id: 'listServices',
    summary: 'Services of an environment as they are now',
    permission: 'service.read',
    query: serviceQuerySchema,
    answer: 'ServiceList',
  },
  {
    method: 'get',
    path: '/services/:name',
    id: 'getService',
    summary: 'A service as it is now',
    permission: 'service.read',
    query: serviceQuerySchema,
    answer: 'Service',
  },
  {
    method: 'get',
    path: '/services/:name/history',
    id: 'getServiceHistory',
    summary: 'How a service was: each change, and a sample each hour',
    permission: 'service.read',
    query: historyQuerySchema,
    answer: 'ServiceHistory',
  },
  {
    method: 'post',
    path: '/services/operations',
    id: 'operateServices',
    summary: 'Starts, stops or restarts services, as a run',
    permission: 'service.operate',
    body: 'OperateServicesRequest',
    status: 201,
    answer: 'StartedRun',
  },
  {
    method: 'post',
    path: '/services/operations/plan',
    id: 'planOperation',
    summary: 'Waves and blast radius of an operation; changes nothing',
    permission: 'service.read',
    body: 'OperateServicesRequest',
    answer: 'OperationPlan',
  },
  {
    method: 'get',
    path: '/health',
    id: 'getHealth',
    summary: 'Health of the platform, with recommendations',
    permission: 'service.read',
    query: healthQuerySchema,
    answer: 'PlatformHealth',
  },
  {
    method: 'get',
    path: '/health/events',
    id: 'watchHealth',
    summary: 'Health of the platform, again whenever it changes',
    permission: 'service.read',
    query: environmentQuerySchema,
    media: { [EVENTS]: 'Each time the whole health' },
  },
].map(operation => ({ tag: 'Services', ...operation }) as Operation);

const records: Operation[] = [
  {
    method: 'get',
    path: '/stats',
    id: 'getStats',
    summary: 'How often flows and steps succeed, and how long they take',
    permission: 'run.read',
    query: statsQuerySchema,
    answer: 'RunStats',
  },
  ...auditOperations,
  {
    method: 'get',
    path: '/openapi.yaml',
    id: 'getDocument',
    isOpen: true,
    summary: 'This document; needs no token',
    media: { 'application/yaml': 'OpenAPI 3.1' },
  },
].map(operation => ({ tag: 'Records', ...operation }) as Operation);

/** Every route of the REST API. */
export const OPERATIONS: Operation[] = [
  ...flows,
  ...runs,
  ...services,
  ...records,
  ...tools,
];
