import * as z from 'zod';
import { actRequestSchema } from '../actRequests';
import { deliverySchema, listDeliveriesQuerySchema } from '../delivery';
import { defineContract } from './defineContract';
import { pageOf } from './fields';

/** @public */
export const deliveryListSchema = pageOf(deliverySchema);

export const listDeliveries = defineContract('listDeliveries', {
  method: 'get',
  path: '/deliveries',
  tag: 'Records',
  summary: 'What webhooks were told and how that went, newest first',
  permission: '`idpOrchestrator.audit.read`',
  query: listDeliveriesQuerySchema,
  answer: deliveryListSchema,
  example: { query: { state: 'given-up', limit: 20 } },
});

export const redeliver = defineContract('redeliver', {
  method: 'post',
  path: '/deliveries/:deliveryId/redeliver',
  tag: 'Records',
  summary:
    'Tells a webhook once more what it was told, or what was given up; the message keeps its id',
  permission:
    '`idpOrchestrator.audit.read` and `idpOrchestrator.delivery.redeliver`',
  params: {
    deliveryId: z
      .string()
      .describe('The id of a delivery, which receivers see as `webhook-id`.'),
  },
  body: actRequestSchema,
  answer: deliverySchema,
  refusals: [404, 409],
  example: {
    params: { deliveryId: '0197f2c4-8a51-7c3e-9b60-2f1d5a7e4c12' },
    body: { reason: 'The receiver was away' },
  },
});
