import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import type { Role } from './readRoles';
import { anyOf, verdictOf } from './rights';

/**
 * Roles for the orchestrator. What other plugins ask for is allowed to
 * everybody who signed in, as an example may.
 */
export class ExamplePolicy implements PermissionPolicy {
  constructor(private readonly roles: Role[]) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!permission.name.startsWith('idpOrchestrator.')) return ALLOW;
    const refs = user
      ? [user.info.userEntityRef, ...user.info.ownershipEntityRefs]
      : [];
    const roles = this.roles.filter(({ members }) =>
      members.some(member => refs.includes(member)),
    );
    const verdict = anyOf(roles.map(role => verdictOf(role, permission, refs)));
    if (verdict === 'always') return ALLOW;
    if (verdict === 'never') return DENY;
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'idp-orchestrator',
      resourceType: resourceTypeOf(permission),
      conditions: verdict,
    };
  }
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

function resourceTypeOf(permission: Permission): string {
  if (isResourcePermission(permission)) return permission.resourceType;
  throw new Error(`${permission.name} is about nothing that has conditions`);
}
