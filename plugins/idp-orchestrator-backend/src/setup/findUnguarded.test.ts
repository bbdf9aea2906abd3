import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { authFactory } from '../__testUtils__/authFactory';
import { startTestOrchestrator } from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const MODULE = 'idp-orchestrator-permission-backend-module';

/** A policy that allows everything, by the name of the module that brings it. */
const policyOf = (moduleId: string) =>
  createBackendModule({
    pluginId: 'permission',
    moduleId,
    register(env) {
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy({
            handle: async () => ({ result: AuthorizeResult.ALLOW }),
          });
        },
      });
    },
  });

/** Starts the plugin; what `GET /problems` and the log say of permissions. */
async function toldOf(
  permission: object | undefined,
  features: BackendFeature[] = [],
) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const idp = await startTestOrchestrator({
    scripts: {},
    root: { backend: { baseUrl: 'http://localhost' }, permission },
    services: [logger.factory],
    features: [authFactory, httpAuthServiceFactory, ...features],
  });
  const { items } = await idp.client.listProblems();
  await idp.stop();
  const isOfPermissions = (text: string) => text.includes(MODULE);
  return {
    problems: items.filter(({ message }) => isOfPermissions(message)),
    warnings: logger.warn.mock.calls
      .map(([text]) => text)
      .filter(isOfPermissions),
  };
}

describe('A backend where nobody decides who may do what', () => {
  it.each([undefined, { enabled: false }])(
    'says so when no policy is asked (permission: %j)',
    async permission => {
      const { problems, warnings } = await toldOf(permission);
      expect(problems).toEqual([
        {
          about: 'backend',
          severity: 'warning',
          source: 'permission.enabled',
          message: expect.stringMatching(
            /^it is not true, so everybody .* a guest too .*: set it to true, and install /,
          ),
        },
      ]);
      expect(warnings).toEqual([`permission.enabled: ${problems[0].message}`]);
    },
  );

  it('says so when the policy is the one that allows everything', async () => {
    const policy = policyOf('allow-all-policy');
    const { problems, warnings } = await toldOf({ enabled: true }, [
      permissionBackend,
      policy,
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /allow-all-policy\), so everybody .*: in its place install /,
      ),
    ]);
    expect(warnings).toHaveLength(1);
  });

  it('does not judge a policy of a team', async () => {
    const { problems, warnings } = await toldOf({ enabled: true }, [
      permissionBackend,
      policyOf('of-the-team'),
    ]);
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  });
});
