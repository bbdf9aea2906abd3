import * as z from 'zod';
import { platformHealthSchema } from '../health';
import { flagFilter } from '../queryFields';
import { defineContract } from './defineContract';
import { environmentFilter } from './fields';

const READ = '`idpOrchestrator.service.read`, for the environment';

const environmentQuery = z.strictObject({ environment: environmentFilter });

export const getHealth = defineContract('getHealth', {
  method: 'get',
  path: '/health',
  tag: 'Services',
  summary: 'Health of the platform, with recommendations',
  permission: READ,
  query: environmentQuery.extend({
    refresh: flagFilter
      .default(false)
      .describe(
        'Whether every service is asked anew; what is known is told otherwise.',
      ),
  }),
  answer: platformHealthSchema,
  refusals: [404],
  example: { query: { environment: 'development', refresh: true } },
});

export const watchHealth = defineContract('watchHealth', {
  method: 'get',
  path: '/health/events',
  tag: 'Services',
  summary: 'Health of the platform, again whenever it changes',
  permission: READ,
  query: environmentQuery,
  media: { 'text/event-stream': 'Each time the whole health' },
  refusals: [404],
  example: { query: { environment: 'development' } },
});
