import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';

export const ROLE_NAMES = ['viewer', 'operator', 'admin', 'agent'] as const;

/** The name of a role. */
export type RoleName = (typeof ROLE_NAMES)[number];

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
