import { runStatsSchema, statsQuerySchema } from '../stats';
import { defineContract } from './defineContract';

export const getStats = defineContract('getStats', {
  method: 'get',
  path: '/stats',
  tag: 'Records',
  summary: 'How often flows and steps succeed, and how long they take',
  permission: '`idpOrchestrator.run.read`',
  query: statsQuerySchema,
  answer: runStatsSchema,
  example: {
    query: { environment: 'development', since: '2026-01-01T00:00:00Z' },
  },
});
