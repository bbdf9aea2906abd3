import { startedRunSchema, startTaskRequestSchema } from '../api';
import { defineContract } from './defineContract';

export const startTask = defineContract('startTask', {
  method: 'post',
  path: '/tasks',
  tag: 'Flows',
  summary: 'Runs one action of a script',
  permission:
    '`idpOrchestrator.script.run`, for the script and its environment',
  body: startTaskRequestSchema,
  takesKey: true,
  answer: startedRunSchema,
  status: 201,
  refusals: [404, 409],
  example: {
    body: {
      script: 'check-prerequisites',
      environment: 'development',
      reason: 'Before the bootstrap',
    },
  },
});
