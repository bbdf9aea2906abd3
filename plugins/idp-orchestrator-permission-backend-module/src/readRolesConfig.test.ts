import { mockServices } from '@backstage/backend-test-utils';
import { readRolesConfig } from './readRolesConfig';

const read = (idpOrchestrator: object, others = {}) =>
  readRolesConfig(
    mockServices.rootConfig({
      data: JSON.parse(
        JSON.stringify({ permission: { idpOrchestrator }, ...others }),
      ),
    }),
  );

const members = ['user:default/jane'];

describe('The roles in the configuration', () => {
  it('are read with their limits, members in small letters', () => {
    const config = {
      roles: {
        operator: {
          members: ['User:default/Jane'],
          environments: ['development'],
          highestRisk: 'medium',
        },
        admin: { members: [] },
      },
      otherPlugins: 'deny',
    };
    expect(read(config)).toEqual({
      roles: [
        {
          name: 'operator',
          members,
          environments: ['development'],
          highestRisk: 'medium',
        },
        { name: 'admin', members: [] },
      ],
      otherPlugins: 'deny',
    });
  });

  it('may be absent', () => {
    expect(read({})).toEqual({ roles: [], otherPlugins: undefined });
  });

  it.each([
    [
      { rolls: {} },
      'permission.idpOrchestrator.rolls is unknown: expected one of roles, otherPlugins',
    ],
    [
      { roles: ['admin'] },
      'permission.idpOrchestrator.roles is ["admin"]: expected a block with viewer, operator, admin, agent',
    ],
    [
      { roles: { root: { members } } },
      'permission.idpOrchestrator.roles.root is unknown: expected one of viewer, operator, admin, agent',
    ],
    [
      { roles: { viewer: {} } },
      'permission.idpOrchestrator.roles.viewer.members is missing: expected a list of users and groups, as [group:default/platform-team]',
    ],
    [
      { roles: { viewer: { members: 'user:default/jane' } } },
      'permission.idpOrchestrator.roles.viewer.members is "user:default/jane": expected a list of texts',
    ],
    [
      { roles: { viewer: { members: [...members, 'jane'] } } },
      'permission.idpOrchestrator.roles.viewer.members[1] is "jane": expected a whole entity reference, as user:default/jane or group:default/platform-team',
    ],
    [
      { roles: { viewer: { members, environments: [] } } },
      'permission.idpOrchestrator.roles.viewer.environments is empty: expected the names of environments. Take it out where the role is for all of them',
    ],
    [
      { roles: { agent: { members, highestRisk: 'small' } } },
      'permission.idpOrchestrator.roles.agent.highestRisk is "small": expected one of low, medium, high, critical',
    ],
    // A limit that would be without effect.
    [
      { roles: { admin: { members, environments: ['development'] } } },
      'permission.idpOrchestrator.roles.admin.environments is unknown: expected one of members',
    ],
    [
      { roles: { viewer: { members, highestRisk: 'low' } } },
      'permission.idpOrchestrator.roles.viewer.highestRisk is unknown: expected one of members, environments',
    ],
    [
      { otherPlugins: true },
      'permission.idpOrchestrator.otherPlugins is true: expected one of allow, deny',
    ],
  ])('are refused as %j', (config, message) => {
    expect(() => read(config)).toThrow(new Error(message));
  });

  it('are not read from the key of earlier days', () => {
    const examplePolicy = { roles: { admin: { members } } };
    expect(() => read({}, { examplePolicy })).toThrow(
      'examplePolicy is called permission.idpOrchestrator now: move what is below it there',
    );
  });
});
