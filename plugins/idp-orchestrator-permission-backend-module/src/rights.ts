import type {
  Permission,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
// A plugin exports conditions from where its rules are, as Backstage's own do.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import {
  idpRunConditions,
  idpServiceConditions,
  idpStartConditions,
} from '@idp/backstage-plugin-idp-orchestrator-backend';
import {
  flowReadPermission,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scheduleCreatePermission,
  scheduleReadPermission,
  scheduleTriggerPermission,
  scheduleUpdatePermission,
  scriptRunPermission,
  serviceOperatePermission,
  serviceReadPermission,
  windowCreatePermission,
  windowOverridePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Role, RoleName } from './Role';

export type Criteria = PermissionCriteria<PermissionCondition>;

/** Whether a role gives a permission: always, never, or where the criteria hold. */
export type Verdict = 'always' | 'never' | Criteria;

/** `refs`: who asks, and the groups they are in. */
type Right = (role: Role, refs: string[]) => Verdict;

/** What a role may, by the name of the permission; the rest it may not. */
type Rights = Record<string, Right>;

const look: Rights = {
  [flowReadPermission.name]: () => 'always',
  [runReadPermission.name]: ({ environments }) =>
    environments ? idpRunConditions.hasEnvironment({ environments }) : 'always',
  [serviceReadPermission.name]: ({ environments }) =>
    environments
      ? idpServiceConditions.hasEnvironment({ environments })
      : 'always',
  [scheduleReadPermission.name]: () => 'always',
};

/** Up to a risk; what changes nothing also beyond it. */
const start: Right = ({ environments, highestRisk: risk }) => {
  const conditions = idpStartConditions;
  return allOf(
    environments && conditions.hasEnvironment({ environments }),
    risk && {
      anyOf: [conditions.riskAtMost({ risk }), conditions.isDryRun()],
    },
  );
};

const onRuns: Right = ({ environments, highestRisk: risk }) =>
  allOf(
    environments && idpRunConditions.hasEnvironment({ environments }),
    risk && idpRunConditions.riskAtMost({ risk }),
  );

/** The permission knows no environment, so that a role that does could close all others. */
const makeWindows: Right = ({ environments }) =>
  environments ? 'never' : 'always';

const ownRuns: Right = (_, refs) => idpRunConditions.isInitiator({ refs });

const operate: Rights = {
  ...look,
  [runCreatePermission.name]: start,
  [scriptRunPermission.name]: start,
  [serviceOperatePermission.name]: ({ environments }) =>
    environments
      ? idpServiceConditions.hasEnvironment({ environments })
      : 'always',
};

const RIGHTS: Record<Exclude<RoleName, 'admin'>, Rights> = {
  viewer: look,
  operator: {
    ...operate,
    [runCancelPermission.name]: (role, refs) =>
      anyOf([onRuns(role, refs), ownRuns(role, refs)]),
    [runApprovePermission.name]: onRuns,
    [windowOverridePermission.name]: onRuns,
    [windowCreatePermission.name]: makeWindows,
    // What it starts is asked about as well.
    [scheduleCreatePermission.name]: () => 'always',
    [scheduleTriggerPermission.name]: () => 'always',
    // Whoever may pause one may pause any.
    [scheduleUpdatePermission.name]: ({ environments }) =>
      environments ? 'never' : 'always',
  },
  // An agent ends what it began, proposes schedules, and approves nothing.
  agent: {
    ...operate,
    [runCancelPermission.name]: ownRuns,
    [scheduleCreatePermission.name]: () => 'always',
  },
};

export function verdictOf(
  role: Role,
  permission: Permission,
  refs: string[],
): Verdict {
  if (role.name === 'admin') return 'always';
  return RIGHTS[role.name][permission.name]?.(role, refs) ?? 'never';
}

/** Who has several roles may what any of them may. */
export function anyOf(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('always')) return 'always';
  const [first, ...rest] = verdicts.filter(isCriteria);
  if (!first) return 'never';
  return rest.length > 0 ? { anyOf: [first, ...rest] } : first;
}

function allOf(...limits: Array<Criteria | '' | undefined>): Verdict {
  const [first, ...rest] = limits.filter(limit => limit !== undefined);
  if (!first) return 'always';
  return { allOf: [first, ...rest] as [Criteria, ...Criteria[]] };
}

function isCriteria(verdict: Verdict): verdict is Criteria {
  return typeof verdict !== 'string';
}
