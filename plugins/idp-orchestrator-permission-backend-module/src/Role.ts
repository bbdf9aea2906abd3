import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The name of a role.
 *
 * @public
 */
export type RoleName = 'viewer' | 'operator' | 'admin' | 'agent';

export const ROLE_NAMES: readonly RoleName[] = [
  'viewer',
  'operator',
  'admin',
  'agent',
];

/** Who has a role, and where it ends. */
export interface Role {
  name: RoleName;
  /** Entity references of users and groups, in small letters. */
  members: string[];
  /** Only in these; everywhere when absent. */
  environments?: string[];
  /** Starts up to this risk; any when absent. */
  highestRisk?: Risk;
}
