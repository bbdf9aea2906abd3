import type { ErrorRequestHandler, RequestHandler } from 'express';
import { RETRY_AFTER_S } from '../problems/whileStopping';

/** Tells callers of a backend that is being stopped to use another connection the next time. */
export function closeWhileStopping(stopping: AbortSignal): RequestHandler {
  return (_req, res, next) => {
    if (stopping.aborted) res.set('connection', 'close');
    next();
  };
}

/** Tells those who are refused because of a stop when to come back. */
export function tellWhenToRetry(stopping: AbortSignal): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows error handlers by these four
  return (error: Error, _req, res, next) => {
    const isRefusal = error.name === 'ServiceUnavailableError';
    if (stopping.aborted && isRefusal && !res.headersSent) {
      res.set('retry-after', String(RETRY_AFTER_S));
    }
    next(error);
  };
}
