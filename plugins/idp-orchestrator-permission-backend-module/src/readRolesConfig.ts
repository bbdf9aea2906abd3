import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readBlock, readChoice, readTexts } from './readBlock';
import { ROLE_NAMES, type Role, type RoleName } from './Role';

/** Where the roles are in the configuration. */
export const ROLES_KEY = 'permission.idpOrchestrator';

const OTHER_PLUGINS = ['allow', 'deny'] as const;

export interface RolesConfig {
  roles: Role[];
  /** What other plugins ask for: for everybody who signed in, or for nobody. Absent when nothing is said. */
  otherPlugins?: (typeof OTHER_PLUGINS)[number];
}

/** Which limits a role can have. One that would be without effect is a mistake. */
const LIMITS: Record<RoleName, Array<'environments' | 'highestRisk'>> = {
  viewer: ['environments'],
  operator: ['environments', 'highestRisk'],
  agent: ['environments', 'highestRisk'],
  admin: [],
};

const ENTITY_REF = /^[^\s:/]+:[^\s:/]+\/[^\s:/]+$/;

/**
 * Reads `permission.idpOrchestrator`.
 *
 * @throws Error naming the key, what is expected there, and what was given
 */
export function readRolesConfig(config: RootConfigService): RolesConfig {
  refuseOldKey(config);
  const given = config.getOptional(ROLES_KEY);
  const block = readBlock(given, ROLES_KEY, ['roles', 'otherPlugins']);
  const key = `${ROLES_KEY}.roles`;
  const roles = readBlock(block.roles, key, ROLE_NAMES);
  return {
    roles: ROLE_NAMES.filter(name => roles[name] !== undefined).map(name =>
      readRole(name, roles[name]),
    ),
    otherPlugins: readChoice(
      block.otherPlugins,
      `${ROLES_KEY}.otherPlugins`,
      OTHER_PLUGINS,
    ),
  };
}

function refuseOldKey(config: RootConfigService): void {
  if (config.getOptional('examplePolicy') === undefined) return;
  throw new Error(
    `examplePolicy is called ${ROLES_KEY} now: move what is below it there, and take examplePolicy out`,
  );
}

function readRole(name: RoleName, given: unknown): Role {
  const key = `${ROLES_KEY}.roles.${name}`;
  const block = readBlock(given, key, ['members', ...LIMITS[name]]);
  const environments = readTexts(block.environments, `${key}.environments`);
  if (environments?.length === 0) {
    throw new Error(
      `${key}.environments is empty: expected the names of environments. Take it out where the role is for all of them`,
    );
  }
  const highestRisk = readChoice<Risk>(
    block.highestRisk,
    `${key}.highestRisk`,
    RISKS,
  );
  return {
    name,
    members: readMembers(block.members, `${key}.members`),
    ...(environments && { environments }),
    ...(highestRisk && { highestRisk }),
  };
}

function readMembers(given: unknown, key: string): string[] {
  const members = readTexts(given, key);
  if (!members) {
    throw new Error(
      `${key} is missing: expected a list of users and groups, as [group:default/platform-team]`,
    );
  }
  const wrong = members.findIndex(member => !ENTITY_REF.test(member));
  if (wrong === -1) return members.map(member => member.toLowerCase());
  throw new Error(
    `${key}[${wrong}] is ${JSON.stringify(members[wrong])}: expected a whole entity reference, as user:default/jane or group:default/platform-team`,
  );
}
