import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { initiatorOf } from '../access/createCaller';

const WINDOW_MS = 60_000;

/** A refusal that ends by waiting. */
class TooManyRequestsError extends Error {
  override name = 'TooManyRequestsError';
  readonly statusCode = 429;
}

/**
 * Refuses a caller that asks too often, with `Retry-After` in seconds; others
 * are not held up by it. A stream counts once. Each process counts for itself.
 */
export function limitRequests(options: {
  httpAuth: HttpAuthService;
  requestsPerMinute: number;
}): RequestHandler {
  const { httpAuth, requestsPerMinute } = options;
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Callers are told apart by who they are, and a proxy's address is nobody.
    validate: false,
    keyGenerator: async req => keyOf(req, httpAuth),
    handler: (_req, _res, next) =>
      next(
        new TooManyRequestsError(
          `More than ${requestsPerMinute} requests in a minute; come back after the time in Retry-After (seconds). Runs and health can be watched as streams instead of asking again`,
        ),
      ),
  });
}

/**
 * Names the caller whose requests are counted. Those who did not sign in are
 * refused by the routes; until then they are told apart by address.
 */
async function keyOf(req: Request, httpAuth: HttpAuthService): Promise<string> {
  try {
    const allow: Array<'user' | 'service'> = ['user', 'service'];
    const { principal } = await httpAuth.credentials(req, { allow });
    const { kind, ref } = initiatorOf(principal);
    return `${kind}:${ref}`;
  } catch {
    return `address:${req.ip}`;
  }
}
