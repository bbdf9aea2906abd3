import { createBackendPlugin } from '@backstage/backend-plugin-api';

export default createBackendPlugin({
  pluginId: 'idp-orchestrator',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
