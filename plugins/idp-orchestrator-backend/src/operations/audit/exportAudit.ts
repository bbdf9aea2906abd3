import {
  CONTRACTS,
  type AuditEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditStore } from '../../ports';
import { defineAnswer, defineInner } from '../defineOperation';
import { permitReading } from './permitReading';

const PAGE = 1_000;

/** Reads the whole record, oldest first, page by page. */
export const readAudit = defineInner<object>()({
  audit: { records: 'refusals', action: 'audit.read' },
  permit: permitReading,
  run: async ({ auditStore }) => readAll(auditStore),
});

export const exportAudit = defineAnswer(CONTRACTS.exportAudit, 'audit-export');

async function* readAll(
  store: Pick<AuditStore, 'read'>,
): AsyncGenerator<AuditEntry[]> {
  for (let after = 0; ;) {
    const entries = await store.read({ after, limit: PAGE });
    if (entries.length > 0) yield entries;
    if (entries.length < PAGE) return;
    after = entries[entries.length - 1].number;
  }
}
