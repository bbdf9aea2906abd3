import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
  type PermissionCriteria,
  type PermissionCondition,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  START_RESOURCE_TYPE,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { idpStartConditions } from '../../access';

/** What somebody may start; everything else of the orchestrator they may. */
export interface Role {
  /** Permissions, without their prefix, that they do not have at all. */
  without?: string[];
  environments?: string[];
  highestRisk?: Risk;
  flows?: string[];
}

/** Roles that a test gives and takes while the backend runs. Who has none may nothing. */
export class RoleBoard implements PermissionPolicy {
  readonly #roles = new Map<string, Role>();

  give(user: string, role: Role = {}): void {
    this.#roles.set(`user:default/${user}`, role);
  }

  take(user: string): void {
    this.#roles.delete(`user:default/${user}`);
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const role = this.#roles.get(user?.info.userEntityRef ?? '');
    const name = permission.name.replace('idpOrchestrator.', '');
    if (!role || role.without?.includes(name)) return DENY;
    const isStart = isResourcePermission(permission, START_RESOURCE_TYPE);
    const conditions = isStart ? conditionsOf(role) : undefined;
    if (!conditions) return ALLOW;
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'idp-orchestrator',
      resourceType: START_RESOURCE_TYPE,
      conditions,
    };
  }
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

function conditionsOf({
  environments,
  highestRisk: risk,
  flows,
}: Role): PermissionCriteria<PermissionCondition> | undefined {
  const all = [
    ...(environments
      ? [idpStartConditions.hasEnvironment({ environments })]
      : []),
    ...(risk ? [idpStartConditions.riskAtMost({ risk })] : []),
    ...(flows ? [idpStartConditions.isFlow({ flows })] : []),
  ];
  const [first, ...rest] = all;
  return first && { allOf: [first, ...rest] };
}

/** The board as the policy of Backstage's permission backend. */
export function createPolicyModule(board: RoleBoard) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'role-board',
    register(env) {
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy(board);
        },
      });
    },
  });
}
