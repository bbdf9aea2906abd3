import type { ErrorRequestHandler } from 'express';
import { headersOf } from '../problems/headersOf';

/** Says in the headers of a refusal when to come back, where that helps; others answer it. */
export function setRetryAfter(): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows error handlers by these four
  return (error, _req, res, next) => {
    if (!res.headersSent) res.set(headersOf(error));
    next(error);
  };
}
