import { tellError } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ErrorRequestHandler } from 'express';
import { headersOf } from '../../problems/headersOf';
import type { WindmillOptions } from '../WindmillOptions';

/**
 * The statuses of errors here. Windmill has no 409: what does not fit the
 * present state is a bad request there.
 */
const STATUSES: Record<string, number> = {
  InputError: 400,
  ConflictError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ServiceUnavailableError: 503,
};

/** An error that says by itself which status it has. */
export class StatusError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/**
 * Answers errors as plain text; a failure of ours is described in the log only.
 */
export function sendErrorsAsText({
  logger,
}: Pick<WindmillOptions, 'logger'>): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows error handlers by these four
  return (error: Error, request, response, next) => {
    const status = statusOf(error);
    const isOurs = status === 500 && !(error instanceof StatusError);
    if (isOurs) {
      logger.error(`${request.method} ${request.path} failed`, error);
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    response
      .status(status)
      .set(headersOf(error))
      .type('text/plain')
      .send(isOurs ? 'Something went wrong in the backend' : tellError(error));
  };
}

/** The HTTP status that an error is answered with here. */
export function statusOf(error: Error): number {
  if (error.name in STATUSES) return STATUSES[error.name];
  // As Express and its readers of bodies say it.
  const told = error as { status?: unknown; statusCode?: unknown };
  const status = told.status ?? told.statusCode;
  const isStatus = Number.isInteger(status) && Number(status) >= 400;
  return isStatus ? Number(status) : 500;
}
