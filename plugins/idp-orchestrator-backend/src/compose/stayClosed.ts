import { NewerDatabaseError } from '../database';
import { createClosedRouter } from '../rest';
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
  // Windmill's clients send their tokens in ways that Backstage does not know.
  httpRouter.addAuthPolicy({ path: '/windmill', allow: 'unauthenticated' });
  httpRouter.use(createClosedRouter(error.message));
}
