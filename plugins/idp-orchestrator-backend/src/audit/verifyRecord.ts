import type { AuditVerification } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditStore } from '../ports';
import { ChainCheck } from './chain';

const PAGE = 1_000;

/** Verifies the record as it was when this began: what is added meanwhile is not looked at. */
export async function verifyRecord(
  store: Pick<AuditStore, 'end' | 'read'>,
): Promise<AuditVerification> {
  const end = await store.end();
  const check = new ChainCheck();
  for (let after = 0; after < end.number && !check.isBroken;) {
    const limit = Math.min(PAGE, end.number - after);
    const entries = await store.read({ after, limit });
    const looked = entries.filter(({ number }) => number <= end.number);
    if (looked.length === 0) break;
    looked.forEach(entry => check.add(entry));
    after = looked[looked.length - 1].number;
  }
  return check.verify(end);
}
