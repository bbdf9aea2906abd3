import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { verifyRecord } from '../audit';
import type { AuditStore } from '../ports';
import type { Orchestrator } from './Orchestrator';

const PAGE = 1_000;

export interface AuditViewsOptions {
  auditStore: Pick<AuditStore, 'list' | 'read' | 'end'>;
}

/** What there is to see of the audit record. */
export function createAuditViews({
  auditStore,
}: AuditViewsOptions): Pick<
  Orchestrator,
  'listAudit' | 'verifyAudit' | 'exportAudit'
> {
  return {
    listAudit: (_, filter, page) => auditStore.list(filter, page),
    verifyAudit: () => verifyRecord(auditStore),
    exportAudit: async () => readAll(auditStore),
  };
}

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
