import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';
import { NewerDatabaseError } from '../database';
import type { PluginServices } from './PluginServices';

/**
 * Keeps the plugin closed where it cannot work with its database: it answers
 * everybody why, and the rest of Backstage starts.
 *
 * @throws every other error, which the start of Backstage ends with
 */
export function stayClosed(
  error: unknown,
  { httpRouter, logger }: Pick<PluginServices, 'httpRouter' | 'logger'>,
): void {
  if (!(error instanceof NewerDatabaseError)) throw error;
  logger.error(error.message);
  const router = Router();
  router.use('/windmill', (_req, res) => {
    res.status(503).type('text/plain').send(error.message);
  });
  router.use(() => {
    throw new ServiceUnavailableError(error.message);
  });
  // Windmill's clients send their tokens in ways that Backstage does not know.
  httpRouter.addAuthPolicy({ path: '/windmill', allow: 'unauthenticated' });
  httpRouter.use(router);
}
