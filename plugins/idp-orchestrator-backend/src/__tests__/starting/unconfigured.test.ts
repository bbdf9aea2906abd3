import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Router } from 'express';
import { idpOrchestratorPlugin } from '../../plugin';

/** Any other plugin of the same Backstage. */
const other = createBackendPlugin({
  pluginId: 'other',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/', (_req, res) => res.json({ is: 'there' }));
        httpRouter.use(router);
      },
    });
  },
});

it('A plugin that nobody has configured says what to write, and the rest of Backstage starts', async () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      idpOrchestratorPlugin,
      other,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://localhost:3000' } },
      }),
      logger.factory,
    ],
  });
  const get = (path: string) =>
    fetch(`http://localhost:${backend.server.port()}/api/${path}`, {
      headers: { authorization: mockCredentials.user.header() },
    });
  expect(await (await get('other')).json()).toEqual({ is: 'there' });
  const answer = await get('idp-orchestrator/v1/health');
  expect(answer.status).toBe(503);
  const { error } = await answer.json();
  expect(error.name).toBe('NotConfiguredError');
  expect(error.message).toContain('scriptsDirectory: /opt/platform/scripts');
  expect(error.message).toContain('spoolDirectory:');
  const windmill = await get('idp-orchestrator/windmill/api/version');
  expect([windmill.status, await windmill.text()]).toEqual([
    503,
    error.message,
  ]);
  expect(logger.warn).toHaveBeenCalledWith(error.message);
  await backend.stop();
});
