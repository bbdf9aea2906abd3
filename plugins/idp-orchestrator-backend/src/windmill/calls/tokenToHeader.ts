import type { Request, RequestHandler } from 'express';

/**
 * Puts the token of a request into the header that Backstage looks at; clients
 * of Windmill send it there, in the address, or as a cookie. The log of
 * requests shows addresses, so the token is taken out of that one.
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

/**
 * Reads the token of a cookie. Browsers send cookies also for pages of others,
 * which may not act here.
 */
function tokenOfCookie(request: Request): string | undefined {
  const site = request.get('sec-fetch-site') ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return undefined;
  return /(?:^|;\s*)token=([^;\s]+)/.exec(request.get('cookie') ?? '')?.[1];
}
