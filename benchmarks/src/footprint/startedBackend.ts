import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { runUnderParent } from '../crash/runUnderParent';

/** Any plugin that uses what Backstage gives to all: that is not ours to count. */
const somePlugin = createBackendPlugin({
  pluginId: 'some-plugin',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init({ database }) {
        await database.getClient();
      },
    });
  },
});

/** With the plugin in `BENCHMARK_PLUGIN`, if there is one; the catalog's library is in `BENCHMARK_CATALOG`. */
async function main(): Promise<void> {
  // Every Backstage has the catalog, and so loads its model.
  require(process.env.BENCHMARK_CATALOG ?? '');
  const backend = createBackend();
  backend.add(somePlugin);
  const plugin = process.env.BENCHMARK_PLUGIN;
  if (plugin) backend.add(require(plugin).default);
  await backend.start();
}

runUnderParent(main);
