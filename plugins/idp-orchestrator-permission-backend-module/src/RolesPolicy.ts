import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import type { OrchestratorRoles } from './OrchestratorRoles';

/** A policy of roles for the orchestrator, and of one answer for all other plugins. */
export class RolesPolicy implements PermissionPolicy {
  constructor(
    private readonly roles: Pick<OrchestratorRoles, 'decide'>,
    private readonly otherPlugins: 'allow' | 'deny',
  ) {}

  async handle(
    query: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return this.roles.decide(query, user) ?? this.#decideOnOthers(user);
  }

  #decideOnOthers(user: PolicyQueryUser | undefined): PolicyDecision {
    return user && this.otherPlugins === 'allow'
      ? { result: AuthorizeResult.ALLOW }
      : { result: AuthorizeResult.DENY };
  }
}
