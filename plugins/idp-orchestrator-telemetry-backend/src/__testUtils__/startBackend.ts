import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type BackendFeature,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

export interface BareBackend {
  /** What was logged, by any level. */
  logged: string[];
  stop(): Promise<void>;
}

const BACKEND = {
  baseUrl: 'http://localhost',
  listen: { host: '127.0.0.1', port: 0 },
};

/**
 * A backend as Backstage makes it, with these features and a plugin that does
 * something when it starts. The plugin is added first, as in a backend where
 * telemetry is the last line.
 */
export async function startBackend(
  features: BackendFeature[],
  {
    config = {},
    work = () => {},
  }: { config?: object; work?: () => void | Promise<void> } = {},
): Promise<BareBackend> {
  const logged: string[] = [];
  const log = (message: string) => {
    logged.push(message);
  };
  const logger: LoggerService = {
    error: log,
    warn: log,
    info: log,
    debug: () => {},
    child: () => logger,
  };
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
  );
  backend.add(
    mockServices.rootConfig.factory({
      data: JSON.parse(JSON.stringify({ backend: BACKEND, ...config })),
    }),
  );
  backend.add(
    createBackendPlugin({
      pluginId: 'working',
      register(env) {
        env.registerInit({
          deps: {},
          init: async () => work(),
        });
      },
    }),
  );
  for (const feature of features) backend.add(feature);
  await backend.start();
  return { logged, stop: () => backend.stop() };
}
