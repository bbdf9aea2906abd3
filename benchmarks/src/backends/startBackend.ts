import type { BackendFeature } from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';

export interface RunningBackend {
  /** The address of a plugin's routes. */
  url(pluginId: string): string;
  /** A caller that may do everything; for the `authorization` header. */
  authorization: string;
  stop(): Promise<void>;
}

/**
 * A Backstage backend in this process: real HTTP, the real database service,
 * and nothing on the console.
 */
export async function startBackend(options: {
  features: BackendFeature[];
  config: object;
}): Promise<RunningBackend> {
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({ data: options.config }),
      databaseServiceFactory,
      ...options.features,
    ],
  });
  return {
    url: pluginId =>
      `http://localhost:${backend.server.port()}/api/${pluginId}`,
    authorization: mockCredentials.service.header(),
    stop: () => backend.stop(),
  };
}
