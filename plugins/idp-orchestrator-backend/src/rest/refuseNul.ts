import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';

/**
 * Refuses addresses with a NUL: PostgreSQL takes no text with one, so nothing
 * of that name can be there.
 */
export function refuseNul(): RequestHandler {
  return ({ url }, _, next) => {
    if (!url.includes('%00')) return next();
    throw new InputError(
      'The address is not usable: expected names without a NUL (%00)',
    );
  };
}
