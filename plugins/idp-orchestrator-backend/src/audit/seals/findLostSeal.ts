import type { AuditSeal } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditSealStore } from '../../ports';
import type { Break } from '../chain';
import { isSameSeal } from './SealCheck';

/** Finds out whether a seal that was seen in the database is not there any more. */
export async function findLostSeal(
  store: Pick<AuditSealStore, 'read'>,
  seen: AuditSeal | undefined,
): Promise<Break | undefined> {
  if (!seen) return undefined;
  const { number, at } = seen;
  const stored = await store.read({ after: number - 1, upTo: number });
  if (stored.some(seal => isSameSeal(seal, seen))) return undefined;
  return {
    number,
    because: `its seal of ${at}, which this process saw, is not in the database any more`,
  };
}
