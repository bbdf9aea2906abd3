import type { AuditSeal } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditEnd, AuditSealStore, AuditStore } from '../../ports';
import { BEGINNING, ChainCheck, type Break } from '../chain';
import { readSlices } from '../readSlices';
import { findLostSeal } from './findLostSeal';
import { SealCheck } from './SealCheck';
import type { PublicKeys } from './sealSignature';

/** The record as one process knows it, with the last seal it saw there. */
export interface KnownRecord {
  store: Pick<AuditStore, 'read'>;
  seals: Pick<AuditSealStore, 'read'>;
  keys: PublicKeys;
  seen?: AuditSeal;
}

/** The part of a record that a new seal would be of. */
export interface Unsealed {
  last: AuditSeal | undefined;
  end: AuditEnd;
  /** The entry to check up to. */
  upTo: number;
}

/**
 * Checks what has to be true before a record is sealed further: the seals that
 * were seen are there, the entry of the last one is as it was sealed, and each
 * entry after it follows from it.
 *
 * @returns the entry that it reached, or what is wrong
 */
export async function checkUnsealed(
  known: KnownRecord,
  { last, end, upTo }: Unsealed,
): Promise<{ reached: AuditEnd } | { broken: Break }> {
  const changed =
    (await findLostSeal(known.seals, known.seen)) ??
    (last && (await findChangeUnder(known, last)));
  if (changed) return { broken: changed };
  const check = new ChainCheck(last ?? BEGINNING);
  const range = { after: last?.number ?? BEGINNING.number, upTo };
  for await (const slice of readSlices(known.store, range)) {
    slice.forEach(entry => check.add(entry));
    if (check.isBroken) break;
  }
  const { number, digest } = check.last;
  const { broken } = check.verify(
    upTo === end.number ? end : { number: upTo, digest },
  );
  return broken ? { broken } : { reached: { number, digest } };
}

/** Compares the entry of a seal with it, and what the entry says with its digest. */
async function findChangeUnder(
  { store, keys }: KnownRecord,
  seal: AuditSeal,
): Promise<Break | undefined> {
  const { number } = seal;
  const [entry] = await store.read({ after: number - 1, limit: 1 });
  const sealed = new SealCheck(keys);
  sealed.expect([seal]);
  if (entry?.number === number) {
    const before = { number: number - 1, digest: entry.previousDigest };
    const check = new ChainCheck(before);
    check.add(entry);
    sealed.add(entry);
    const { broken } = check.verify();
    if (broken) return broken;
  }
  sealed.finish(number - 1);
  return sealed.broken;
}
