import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';

/** Makes a plugin that says something in the log, and does nothing else. */
export function logAtStart(pluginId: string, message: string): BackendFeature {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { logger: coreServices.logger },
        async init({ logger }) {
          logger.info(message);
        },
      });
    },
  });
}
