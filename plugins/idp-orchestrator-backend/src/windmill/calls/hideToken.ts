import type { RequestHandler } from 'express';

/** The log of requests shows their addresses; a token in one stays out of it. */
export const hideToken: RequestHandler = (request, _, next) => {
  request.originalUrl = request.originalUrl.replace(
    /([?&]token=)[^&#]+/g,
    '$1***',
  );
  next();
};
