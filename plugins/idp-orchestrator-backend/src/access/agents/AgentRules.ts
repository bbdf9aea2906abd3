import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What agents are held to, whatever the permission policy says. */
export interface AgentRules {
  /** Starts of this risk or more, and all that operate services, are to be tried out first. */
  dryRunFrom: Risk | 'never';
  /** How long (ms) a dry run or plan is good for. */
  dryRunWindowMs: number;
  /** Runs above this risk an agent can only propose. */
  highestRisk: Risk;
  /** Where agents may start runs; everywhere when absent. */
  environments?: string[];
  /** Starts, proposals included, of all agents of one user or service in an hour. */
  startsPerHour: number;
  /** Whether an agent may approve what it did not start itself. */
  mayApprove: boolean;
}

export function isRiskAtLeast(risk: Risk, least: Risk): boolean {
  return RISKS.indexOf(risk) >= RISKS.indexOf(least);
}
