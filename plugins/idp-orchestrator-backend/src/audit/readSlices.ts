import { setImmediate } from 'node:timers/promises';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditStore } from '../ports';

/** So many entries are digested in a few milliseconds. */
const SLICE = 200;

/**
 * Reads entries after a number up to another, slice by slice. Between two
 * slices others get their turn, also where the database answers at once.
 */
export async function* readSlices(
  store: Pick<AuditStore, 'read'>,
  { after, upTo }: { after: number; upTo: number },
): AsyncGenerator<AuditEntry[]> {
  for (let last = after; last < upTo;) {
    const limit = Math.min(SLICE, upTo - last);
    const entries = await store.read({ after: last, limit });
    const slice = entries.filter(({ number }) => number <= upTo);
    if (slice.length === 0) return;
    yield slice;
    last = slice[slice.length - 1].number;
    await setImmediate();
  }
}
