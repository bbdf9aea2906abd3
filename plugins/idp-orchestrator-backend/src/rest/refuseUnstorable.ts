import type { RequestHandler } from 'express';
import { requireStorable } from '../problems/requireStorable';

/** Refuses bodies that cannot be stored, before anything else looks at them. */
export function refuseUnstorable(): RequestHandler {
  return ({ body }, _, next) => {
    requireStorable('The body of the request', body);
    next();
  };
}
