import { createHash } from 'node:crypto';

/**
 * How much later (ms, from 0 up to but not `maxMs`) what is due is started, so
 * that not all starts at once. It is always the same for a due time of an id,
 * and so can be shown beforehand.
 */
export function jitterOf(id: string, dueAt: number, maxMs: number): number {
  const hash = createHash('sha256').update(`${dueAt} ${id}`).digest();
  return Math.floor((hash.readUIntBE(0, 6) / 2 ** 48) * maxMs);
}
