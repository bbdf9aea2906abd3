import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

export const ROLE_NAMES = ['viewer', 'operator', 'admin', 'agent'] as const;

export type RoleName = (typeof ROLE_NAMES)[number];

/** Who has a role, and where it ends. */
export interface Role {
  name: RoleName;
  /** Entity references of users and groups. */
  members: string[];
  /** Only in these; everywhere when absent. */
  environments?: string[];
  /** Starts up to this risk; any when absent. */
  highestRisk?: Risk;
}

/** @throws Error naming a role or risk that there is not */
export function readRoles(config: RootConfigService): Role[] {
  const roles = config.getOptionalConfig('examplePolicy.roles');
  return (roles?.keys() ?? []).map(key => {
    const name = oneOf(ROLE_NAMES, key, 'examplePolicy.roles');
    return readRole(name, roles?.getConfig(key));
  });
}

function readRole(
  name: RoleName,
  config: ReturnType<RootConfigService['getConfig']> | undefined,
): Role {
  const risk = config?.getOptionalString('highestRisk');
  const key = `examplePolicy.roles.${name}.highestRisk`;
  return {
    name,
    members: config?.getStringArray('members') ?? [],
    environments: config?.getOptionalStringArray('environments'),
    ...(risk && { highestRisk: oneOf(RISKS, risk, key) }),
  };
}

function oneOf<T extends string>(
  known: readonly T[],
  given: string,
  key: string,
): T {
  const found = known.find(one => one === given);
  if (found) return found;
  throw new Error(`${key} names ${given}: expected one of ${known.join(', ')}`);
}
