import type {
  AuditSeal,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditSealStore, AuditStore } from '../ports';
import { RecordCheck } from './RecordCheck';
import { readSlices } from './readSlices';
import { findLostSeal } from './seals/findLostSeal';
import type { PublicKeys } from './seals/sealSignature';

/** The seals that a record is held against. */
export interface SealsOfRecord {
  store: Pick<AuditSealStore, 'newest' | 'read'>;
  keys: PublicKeys;
  /** A seal that this process saw in the database before. */
  seen?: AuditSeal;
}

/** Verifies the record as it was when this began: what is added meanwhile is not looked at. */
export async function verifyRecord(
  store: Pick<AuditStore, 'end' | 'read'>,
  seals?: SealsOfRecord,
): Promise<AuditVerification> {
  const check = new RecordCheck(seals?.keys);
  if (seals?.seen) check.expect([seals.seen]);
  // Before the end, so that it is of an entry that is there.
  const sealed = (await seals?.store.newest())?.number ?? 0;
  const end = await store.end();
  let after = 0;
  for await (const slice of readSlices(store, { after, upTo: end.number })) {
    const last = slice[slice.length - 1].number;
    const upTo = Math.min(last, sealed);
    check.expect((await seals?.store.read({ after, upTo })) ?? []);
    slice.forEach(entry => check.add(entry));
    after = last;
    if (check.isBroken) break;
  }
  if (!check.isBroken) {
    check.expect((await seals?.store.read({ after, upTo: sealed })) ?? []);
  }
  const verdict = check.verify(end);
  if (!verdict.whole || !seals) return verdict;
  const broken = await findLostSeal(seals.store, seals.seen);
  return broken ? { ...verdict, whole: false, broken } : verdict;
}
