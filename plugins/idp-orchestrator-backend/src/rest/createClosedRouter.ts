import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';
import { NotConfiguredError } from '../problems/NotConfiguredError';

/**
 * Makes the routes of a plugin that is there and does nothing: each answers 503
 * with the reason, clients of Windmill as text.
 */
export function createClosedRouter(because: Error): Router {
  const router = Router();
  router.use('/windmill', (_req, res) => {
    res.status(503).type('text/plain').send(because.message);
  });
  router.use(() => {
    throw because instanceof NotConfiguredError
      ? because
      : new ServiceUnavailableError(because.message);
  });
  return router;
}
