import { NewerDatabaseError } from '../database';
import { NotConfiguredError } from '../problems/NotConfiguredError';
import { createClosedRouter } from '../rest';
import type { PluginServices } from './PluginServices';

/**
 * Keeps the plugin closed where nobody has configured it, or where it cannot
 * work with its database: it answers everybody why, and the rest of Backstage
 * starts.
 *
 * @throws every other error, which the start of Backstage ends with
 */
export function stayClosed(
  error: unknown,
  { httpRouter, logger }: Pick<PluginServices, 'httpRouter' | 'logger'>,
): void {
  if (error instanceof NotConfiguredError) logger.warn(error.message);
  else if (error instanceof NewerDatabaseError) logger.error(error.message);
  else throw error;
  // Windmill's clients send their tokens in ways that Backstage does not know.
  httpRouter.addAuthPolicy({ path: '/windmill', allow: 'unauthenticated' });
  httpRouter.use(createClosedRouter(error));
}
