import * as z from 'zod';
import {
  auditEntrySchema,
  auditSealSchema,
  auditVerificationSchema,
  listAuditQuerySchema,
  listAuditSealsQuerySchema,
  sealKeySchema,
} from '../audit';
import { defineContract } from './defineContract';
import { pageOf } from './fields';

const READ = '`idpOrchestrator.audit.read`';

/** @public */
export const auditListSchema = pageOf(auditEntrySchema);

export const listAudit = defineContract('listAudit', {
  method: 'get',
  path: '/audit',
  tag: 'Records',
  summary: 'Who did what, newest first',
  permission: READ,
  query: listAuditQuerySchema,
  answer: auditListSchema,
  example: { query: { outcome: 'done', since: '2026-01-01T00:00:00Z' } },
});

export const verifyAudit = defineContract('verifyAudit', {
  method: 'get',
  path: '/audit/verify',
  tag: 'Records',
  summary: 'Whether the record is as it was written',
  permission: READ,
  answer: auditVerificationSchema,
  example: {},
});

/** @public */
export const auditSealListSchema = pageOf(auditSealSchema).extend({
  keys: z
    .array(sealKeySchema)
    .describe('The public keys that this portal knows, the newest first.'),
});

/** @public */
export type AuditSealList = z.infer<typeof auditSealListSchema>;

export const listAuditSeals = defineContract('listAuditSeals', {
  method: 'get',
  path: '/audit/seals',
  tag: 'Records',
  summary: 'The seals of the record, newest first, and their public keys',
  permission: READ,
  query: listAuditSealsQuerySchema,
  answer: auditSealListSchema,
  example: { query: { limit: 20 } },
});

export const exportAudit = defineContract('exportAudit', {
  method: 'get',
  path: '/audit/export',
  tag: 'Records',
  summary: 'The whole record, oldest first',
  permission: READ,
  media: { 'application/x-ndjson': 'An entry a line' },
  example: {},
});
