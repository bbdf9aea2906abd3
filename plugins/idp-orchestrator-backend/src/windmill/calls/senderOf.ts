import type { Request } from 'express';

/**
 * Who sent a request, as far as it says: a page of this backend, a page of
 * another origin, or no page (a program, or a person who typed the address).
 */
export type Sender = 'own page' | 'foreign page' | 'no page';

/**
 * Reads who sent a request. Pages cannot write these two headers themselves.
 * Browsers leave out the first one on plain http to another machine, and the
 * second one where a page only reads.
 *
 * @param ownOrigin - the origin at which browsers reach this backend
 */
export function senderOf(request: Request, ownOrigin: string): Sender {
  const site = request.get('sec-fetch-site') ?? 'none';
  if (site === 'same-origin') return 'own page';
  if (site !== 'none') return 'foreign page';
  const origin = request.get('origin');
  if (origin === undefined) return 'no page';
  return origin === ownOrigin ? 'own page' : 'foreign page';
}
