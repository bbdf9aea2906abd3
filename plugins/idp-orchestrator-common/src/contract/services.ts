import * as z from 'zod';
import { startedRunSchema } from '../api';
import { timeFilter } from '../queryFields';
import {
  operateServicesRequestSchema,
  operationPlanSchema,
  serviceHistorySchema,
  serviceProblemSchema,
  serviceStateSchema,
} from '../service';
import { defineContract } from './defineContract';
import { environmentFilter, serviceParam } from './fields';

const READ = '`idpOrchestrator.service.read`, for the environment';

const environmentQuery = z.strictObject({ environment: environmentFilter });

/** @public */
export const serviceListSchema = z.object({
  items: z
    .array(serviceStateSchema)
    .describe('The services of the environment.'),
  problems: z
    .array(serviceProblemSchema)
    .describe('What is not as it should be where services are read from.'),
});

export const listEnvironments = defineContract('listEnvironments', {
  method: 'get',
  path: '/environments',
  tag: 'Services',
  summary: 'Environments of which the caller may see something',
  permission: '`idpOrchestrator.service.read`',
  answer: z.object({
    items: z
      .array(
        z.object({
          name: z.string().describe('How requests name it.'),
          isDefault: z
            .boolean()
            .describe('Whether it is meant where a request names none.'),
        }),
      )
      .describe('In the order of the configuration.'),
  }),
  example: {},
});

export const listServices = defineContract('listServices', {
  method: 'get',
  path: '/services',
  tag: 'Services',
  summary: 'Services of an environment as they are now',
  permission: READ,
  query: environmentQuery,
  answer: serviceListSchema,
  refusals: [404],
  example: { query: { environment: 'development' } },
});

export const getService = defineContract('getService', {
  method: 'get',
  path: '/services/:name',
  tag: 'Services',
  summary: 'A service as it is now',
  permission: READ,
  params: { name: serviceParam },
  query: environmentQuery,
  answer: serviceStateSchema,
  refusals: [404],
  example: {
    params: { name: 'grafana' },
    query: { environment: 'development' },
  },
});

export const getServiceHistory = defineContract('getServiceHistory', {
  method: 'get',
  path: '/services/:name/history',
  tag: 'Services',
  summary: 'How a service was: each change, and a sample each hour',
  permission: READ,
  params: { name: serviceParam },
  query: environmentQuery.extend({
    since: timeFilter
      .optional()
      .describe('From this time on; the last week when absent.'),
  }),
  answer: serviceHistorySchema,
  refusals: [404],
  example: {
    params: { name: 'grafana' },
    query: { environment: 'development', since: '2026-01-01T00:00:00Z' },
  },
});

export const operateServices = defineContract('operateServices', {
  method: 'post',
  path: '/services/operations',
  tag: 'Services',
  summary: 'Starts, stops or restarts services, as a run',
  permission:
    '`idpOrchestrator.run.create` and `idpOrchestrator.service.operate`, for the environment; what only looks, as a dry run does, takes `idpOrchestrator.service.read` instead of the latter',
  body: operateServicesRequestSchema,
  takesKey: true,
  answer: startedRunSchema,
  status: 201,
  refusals: [404, 409],
  example: {
    body: {
      operation: 'restart',
      services: ['grafana'],
      environment: 'development',
      dryRun: true,
      reason: 'It leaks memory',
    },
  },
});

export const planOperation = defineContract('planOperation', {
  method: 'post',
  path: '/services/operations/plan',
  tag: 'Services',
  summary: 'Waves and blast radius of an operation; changes nothing',
  permission: READ,
  body: operateServicesRequestSchema,
  answer: operationPlanSchema,
  refusals: [404, 409],
  example: { body: { operation: 'restart', services: ['grafana'] } },
});
