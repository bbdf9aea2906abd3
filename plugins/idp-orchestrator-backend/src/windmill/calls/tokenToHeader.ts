import type { Request, RequestHandler } from 'express';

/**
 * Clients of Windmill send their token in a header, in the address, or as a
 * cookie: all are made the header, which is what Backstage looks at. The log
 * of requests shows addresses, so the token is taken out of that one.
 */
export const tokenToHeader: RequestHandler = (request, _, next) => {
  if (!request.get('authorization')) {
    const token = tokenOfQuery(request) ?? tokenOfCookie(request);
    if (token) request.headers.authorization = `Bearer ${token}`;
  }
  request.originalUrl = request.originalUrl.replace(
    /([?&]token=)[^&#]+/g,
    '$1***',
  );
  next();
};

function tokenOfQuery({ query }: Request): string | undefined {
  return typeof query.token === 'string' ? query.token : undefined;
}

/** Browsers send cookies also for pages of others, which may not act here. */
function tokenOfCookie(request: Request): string | undefined {
  const site = request.get('sec-fetch-site') ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return undefined;
  return /(?:^|;\s*)token=([^;\s]+)/.exec(request.get('cookie') ?? '')?.[1];
}
