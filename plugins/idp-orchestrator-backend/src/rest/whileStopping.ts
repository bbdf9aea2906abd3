import type { RequestHandler } from 'express';

/** Tells callers of a backend that is being stopped to use another connection the next time. */
export function closeWhileStopping(stopping: AbortSignal): RequestHandler {
  return (_req, res, next) => {
    if (stopping.aborted) res.set('connection', 'close');
    next();
  };
}
