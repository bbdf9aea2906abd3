import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  auditReadPermission,
  flowReadPermission,
  runCreatePermission,
  windowCreatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import permissionModule, { OrchestratorRoles } from './index';

const ROLES = {
  viewer: { members: ['group:default/people'] },
  operator: { members: ['user:default/jane'], environments: ['development'] },
  admin: { members: ['user:default/root'] },
};

const ofAnother = createPermission({
  name: 'catalog.entity.create',
  attributes: {},
});

const allowAll = createBackendModule({
  pluginId: 'permission',
  moduleId: 'allow-all-policy',
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

const stops: Array<() => Promise<void>> = [];
afterEach(() => Promise.all(stops.splice(0).map(stop => stop())));

/** Nothing but Backstage's permission backend and the module. */
async function start(
  idpOrchestrator?: object,
  { enabled = true, before = [] as BackendFeature[] } = {},
) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const permission = { enabled, idpOrchestrator };
  const data = JSON.parse(JSON.stringify({ permission }));
  const backend = await startTestBackend({
    features: [
      permissionBackend,
      ...before,
      permissionModule,
      logger.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  stops.push(() => backend.stop());
  const ask = async (
    { name, attributes }: { name: string; attributes: object },
    authorization?: string,
  ) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/permission/authorize`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(authorization && { authorization }),
        },
        body: JSON.stringify({
          items: [{ id: '1', permission: { type: 'basic', name, attributes } }],
        }),
      },
    );
    const answer = await response.json();
    return answer.items?.[0].result ?? answer;
  };
  return { ask, logger };
}

const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

describe('The module in a bare backend', () => {
  it('decides by roles about the orchestrator, and lets others do everything', async () => {
    const { ask, logger } = await start({ roles: ROLES });
    expect(await ask(auditReadPermission, as('root'))).toBe('ALLOW');
    expect(await ask(auditReadPermission, as('jane'))).toBe('DENY');
    expect(await ask(ofAnother, as('somebody'))).toBe('ALLOW');
    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('permission.idpOrchestrator.otherPlugins'),
    );
  });

  it('lets operators make windows where they have no environments of their own', async () => {
    const everywhere = { members: ['user:default/jane'] };
    const { ask } = await start({ roles: { operator: everywhere } });
    expect(await ask(windowCreatePermission, as('jane'))).toBe('ALLOW');
    const { ask: askLimited } = await start({ roles: ROLES });
    expect(await askLimited(windowCreatePermission, as('jane'))).toBe('DENY');
    expect(await askLimited(windowCreatePermission, as('root'))).toBe('ALLOW');
  });

  it('denies everybody what other plugins ask for, where it is told so', async () => {
    const { ask } = await start({ roles: ROLES, otherPlugins: 'deny' });
    expect(await ask(ofAnother, as('root'))).toBe('DENY');
    expect(await ask(auditReadPermission, as('root'))).toBe('ALLOW');
  });

  it('says that nobody has a role, and that no policy is asked', async () => {
    const { ask, logger } = await start(undefined, { enabled: false });
    expect(await ask(auditReadPermission, as('root'))).toBe('DENY');
    const warnings = logger.warn.mock.calls.map(([text]) => text);
    expect(warnings).toContainEqual(
      expect.stringContaining('No role has members'),
    );
    expect(warnings).toContainEqual(
      expect.stringContaining('permission.enabled is not true'),
    );
  });

  it('does not start with a role that there is not', async () => {
    await expect(start({ roles: { root: { members: [] } } })).rejects.toThrow(
      'permission.idpOrchestrator.roles.root is unknown',
    );
  });

  it('says what to do beside another policy', async () => {
    await expect(start({}, { before: [allowAll] })).rejects.toThrow(
      'let that policy ask OrchestratorRoles of this package',
    );
  });
});

describe('The roles in a policy of a team', () => {
  const roles = OrchestratorRoles.fromConfig(
    mockServices.rootConfig({
      data: { permission: { idpOrchestrator: { roles: ROLES } } },
    }),
  );
  const userOf = (userEntityRef: string, ownershipEntityRefs: string[] = []) =>
    ({ info: { userEntityRef, ownershipEntityRefs } }) as never;

  it('leave to it what other plugins ask for', () => {
    expect(
      roles.decide({ permission: ofAnother }, userOf('user:default/root')),
    ).toBeUndefined();
  });

  it('decide on what is the orchestrator’s, also for members of groups', () => {
    const permission = flowReadPermission;
    const member = userOf('user:default/joe', ['group:default/People']);
    const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;
    expect(roles.decide({ permission }, member)).toEqual({ result: ALLOW });
    expect(roles.decide({ permission })).toEqual({ result: DENY });
    expect(
      roles.decide(
        { permission: runCreatePermission },
        userOf('user:default/jane'),
      ),
    ).toMatchObject({ result: CONDITIONAL, pluginId: 'idp-orchestrator' });
  });

  it('are told of somebody', () => {
    expect(
      roles.rolesOf(['user:default/jane', 'group:default/people']),
    ).toEqual(['viewer', 'operator']);
  });
});
