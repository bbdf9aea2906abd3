import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
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
  flowReadPermission,
  runReadPermission,
  serviceReadPermission,
  START_RESOURCE_TYPE,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  idpFlowConditions,
  idpRunConditions,
  idpServiceConditions,
  idpStartConditions,
} from '../../access';

/** What somebody may see and start; everything else of the orchestrator they may. */
export interface Role {
  /** The only permissions, without their prefix, that they have at all. */
  only?: string[];
  /** Permissions, without their prefix, that they do not have at all. */
  without?: string[];
  /** Where they may start something. */
  environments?: string[];
  highestRisk?: Risk;
  flows?: string[];
  /** The environments whose runs and services they see. */
  seenEnvironments?: string[];
  /** Flows that they do not see. */
  unseenFlows?: string[];
}

type Criteria = PermissionCriteria<PermissionCondition>;

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
    if (!role || !isGiven(role, permission)) return DENY;
    if (!isResourcePermission(permission)) return ALLOW;
    const conditions = conditionsOf(role, permission);
    if (!conditions) return ALLOW;
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'idp-orchestrator',
      resourceType: permission.resourceType,
      conditions,
    };
  }
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

function isGiven({ only, without }: Role, permission: Permission): boolean {
  const name = permission.name.replace('idpOrchestrator.', '');
  return (only?.includes(name) ?? true) && !without?.includes(name);
}

function conditionsOf(
  role: Role,
  permission: Permission,
): Criteria | undefined {
  const { seenEnvironments: environments, unseenFlows: flows } = role;
  if (isResourcePermission(permission, START_RESOURCE_TYPE)) {
    return startConditionsOf(role);
  }
  switch (permission.name) {
    case flowReadPermission.name:
      return flows && { not: idpFlowConditions.isFlow({ flows }) };
    case runReadPermission.name:
      return environments && idpRunConditions.hasEnvironment({ environments });
    case serviceReadPermission.name:
      return (
        environments && idpServiceConditions.hasEnvironment({ environments })
      );
    default:
      return undefined;
  }
}

function startConditionsOf({
  environments,
  highestRisk: risk,
  flows,
}: Role): Criteria | undefined {
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
