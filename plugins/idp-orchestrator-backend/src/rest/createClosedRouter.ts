import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';

/**
 * Makes the routes of a plugin that is there and does nothing: each answers 503
 * with the reason, clients of Windmill as text.
 */
export function createClosedRouter(because: string): Router {
  const router = Router();
  router.use('/windmill', (_req, res) => {
    res.status(503).type('text/plain').send(because);
  });
  router.use(() => {
    throw new ServiceUnavailableError(because);
  });
  return router;
}
