import { NotAllowedError } from '@backstage/errors';
import type { Request, RequestHandler } from 'express';
import { StatusError } from '../answers/textErrors';
import { senderOf, type Sender } from './senderOf';

const READING = ['GET', 'HEAD'];

const IN_HEADER =
  'send the token in the header "Authorization: Bearer <token>" instead';

/**
 * Puts the token of a request into the header that Backstage looks at; clients
 * of Windmill send it there, in the address, or as a cookie. A page of another
 * origin can make a browser send the latter two, so these are good for nothing
 * that such a page sends, and start nothing by GET.
 *
 * @param ownOrigin - the origin at which browsers reach this backend
 */
export function tokenToHeader(ownOrigin: string): RequestHandler {
  return (request, response, next) => {
    hideToken(request);
    if (!request.get('authorization')) {
      const sender = senderOf(request, ownOrigin);
      const token =
        tokenOfQuery(request, sender) ?? tokenOfCookie(request, sender);
      response.locals.tokenElsewhere = token !== undefined;
      if (token) request.headers.authorization = `Bearer ${token}`;
    }
    next();
  };
}

/**
 * Guards a route that starts something by GET, which links and images ask for
 * too: it wants a token that no address holds.
 *
 * @throws NotAllowedError
 */
export const requireStartByGet: RequestHandler = (request, response, next) => {
  if (request.method === 'HEAD') {
    response.set('allow', 'GET, POST');
    throw new StatusError(
      'HEAD starts nothing: expected GET or POST, which answer with the result',
      405,
    );
  }
  if (response.locals.tokenElsewhere) {
    throw new NotAllowedError(
      `A token in the address or in a cookie starts nothing by GET: ${IN_HEADER}`,
    );
  }
  next();
};

/** The log of requests shows addresses, so the token is taken out of that one. */
function hideToken(request: Request): void {
  request.originalUrl = request.originalUrl.replace(
    /([?&]token=)[^&#]+/g,
    '$1***',
  );
}

/** @throws NotAllowedError for a page that may not use it */
function tokenOfQuery({ query }: Request, sender: Sender): string | undefined {
  if (typeof query.token !== 'string') return undefined;
  if (sender !== 'foreign page') return query.token;
  throw new NotAllowedError(
    `A page of another origin may not use a token in the address: ${IN_HEADER}`,
  );
}

/**
 * Reads the token of a cookie. One that may not be used counts as none, since
 * browsers send cookies of that name that are meant for others, and programs
 * send none.
 */
function tokenOfCookie(request: Request, sender: Sender): string | undefined {
  const isGood =
    sender === 'own page' ||
    (sender === 'no page' && READING.includes(request.method));
  if (!isGood) return undefined;
  return /(?:^|;\s*)token=([^;\s]+)/.exec(request.get('cookie') ?? '')?.[1];
}
