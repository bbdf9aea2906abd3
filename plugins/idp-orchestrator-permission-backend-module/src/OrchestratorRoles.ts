import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { readRolesConfig } from './readRolesConfig';
import { anyOf, verdictOf } from './rights';
import type { Role, RoleName } from './Role';

/**
 * Decides what people may do with the orchestrator, by the roles of
 * `permission.idpOrchestrator.roles`. For a policy of one's own, which asks it
 * first: Backstage takes only one policy.
 *
 * @public
 */
export class OrchestratorRoles {
  readonly #roles: Role[];

  private constructor(roles: Role[]) {
    this.#roles = roles;
  }

  /** @throws Error naming the key of the configuration that is wrong */
  static fromConfig(config: RootConfigService): OrchestratorRoles {
    return new OrchestratorRoles(readRolesConfig(config).roles);
  }

  /**
   * Decides on a permission of the orchestrator; undefined when it is another
   * plugin's, for the caller to decide on. Who has several roles may what any
   * of them may; who has none, or did not sign in, may nothing.
   */
  decide(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): PolicyDecision | undefined {
    if (!permission.name.startsWith('idpOrchestrator.')) return undefined;
    const refs = user
      ? [user.info.userEntityRef, ...user.info.ownershipEntityRefs]
      : [];
    const verdict = anyOf(
      this.#rolesOf(refs).map(role => verdictOf(role, permission, refs)),
    );
    if (verdict === 'always') return { result: AuthorizeResult.ALLOW };
    if (verdict === 'never') return { result: AuthorizeResult.DENY };
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'idp-orchestrator',
      resourceType: resourceTypeOf(permission),
      conditions: verdict,
    };
  }

  /** Tells the roles of whoever has one of these entity references. */
  rolesOf(refs: string[]): RoleName[] {
    return this.#rolesOf(refs).map(({ name }) => name);
  }

  /** Tells whether anybody at all has a role. */
  get hasMembers(): boolean {
    return this.#roles.some(({ members }) => members.length > 0);
  }

  #rolesOf(refs: string[]): Role[] {
    // References are the same in capitals and in small letters.
    const known = new Set(refs.map(ref => ref.toLowerCase()));
    return this.#roles.filter(({ members }) =>
      members.some(member => known.has(member)),
    );
  }
}

function resourceTypeOf(permission: Permission): string {
  if (isResourcePermission(permission)) return permission.resourceType;
  throw new Error(`${permission.name} is about nothing that has conditions`);
}
