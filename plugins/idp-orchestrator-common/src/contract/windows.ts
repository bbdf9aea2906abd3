import * as z from 'zod';
import { actRequestSchema } from '../actRequests';
import { changeWindowSchema, createWindowRequestSchema } from '../window';
import { defineContract } from './defineContract';

/** @public */
export const windowListSchema = z.object({
  items: z
    .array(changeWindowSchema)
    .describe('Those that last now first, then by their next time.'),
});

/** @public */
export const listWindows = defineContract('listWindows', {
  method: 'get',
  path: '/windows',
  tag: 'Windows',
  summary: 'When which changes may happen: freezes and maintenance windows',
  permission: '`idpOrchestrator.flow.read`',
  query: z.object({
    environment: z
      .string()
      .optional()
      .describe('Only those that are about it.'),
  }),
  answer: windowListSchema,
  example: { query: { environment: 'production' } },
});

/** @public */
export const createWindow = defineContract('createWindow', {
  method: 'post',
  path: '/windows',
  tag: 'Windows',
  summary: 'Makes a window at once, for example a freeze',
  permission: '`idpOrchestrator.window.create`',
  body: createWindowRequestSchema,
  answer: changeWindowSchema,
  status: 201,
  example: {
    body: {
      environments: ['staging'],
      riskAtLeast: 'critical' as const,
      for: '1h',
      reason: 'An incident is being looked at',
    },
  },
});

/** @public */
export const endWindow = defineContract('endWindow', {
  method: 'post',
  path: '/windows/:windowId/end',
  tag: 'Windows',
  summary: 'Ends a window that a call has made; what it holds goes on',
  permission: '`idpOrchestrator.window.create`',
  params: { windowId: z.string().describe('The id of the window.') },
  body: actRequestSchema,
  answer: changeWindowSchema,
  refusals: [404, 409],
  example: {
    params: { windowId: '0197f2c4-8a51-7c3e-9b60-2f1d5a7e4c12' },
    body: { reason: 'The incident is over' },
  },
});
