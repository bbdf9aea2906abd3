import type { RootConfigService } from '@backstage/backend-plugin-api';
import { NotConfiguredError } from '../problems/NotConfiguredError';

/**
 * Requires that somebody has configured the plugin, in whatever way.
 *
 * @throws NotConfiguredError where neither configuration nor environment has anything of it
 */
export function requireConfigured(
  root: RootConfigService,
  { IDP_SCRIPTS_DIR }: NodeJS.ProcessEnv,
): void {
  if (root.has('idpOrchestrator') || IDP_SCRIPTS_DIR) return;
  throw new NotConfiguredError();
}
