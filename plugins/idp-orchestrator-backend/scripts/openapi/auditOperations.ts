import {
  listAuditQuerySchema,
  listDeliveriesQuerySchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Operation } from './Operation';

/** What was done and told, for those who look after it. */
export const auditOperations: Omit<Operation, 'tag'>[] = [
  {
    method: 'get',
    path: '/audit',
    id: 'listAudit',
    summary: 'Who did what, newest first',
    permission: 'audit.read',
    query: listAuditQuerySchema,
    answer: 'AuditList',
  },
  {
    method: 'get',
    path: '/deliveries',
    id: 'listDeliveries',
    summary: 'What webhooks were told and how that went, newest first',
    permission: 'audit.read',
    query: listDeliveriesQuerySchema,
    answer: 'DeliveryList',
  },
  {
    method: 'post',
    path: '/deliveries/:deliveryId/redeliver',
    id: 'redeliver',
    summary:
      'Tells a webhook once more what it was told, or what was given up; the message keeps its id',
    permission: 'delivery.redeliver',
    body: 'ActRequest',
    answer: 'Delivery',
  },
  {
    method: 'get',
    path: '/audit/verify',
    id: 'verifyAudit',
    summary: 'Whether the record is as it was written',
    permission: 'audit.read',
    answer: 'AuditVerification',
  },
  {
    method: 'get',
    path: '/audit/export',
    id: 'exportAudit',
    summary: 'The whole record, oldest first',
    permission: 'audit.read',
    media: { 'application/x-ndjson': 'An entry a line' },
  },
];
