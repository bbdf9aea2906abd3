import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** The rules that agents are held to, whatever the permission policy says. */
export interface AgentRules {
  /** Starts of this risk or more, and all that operate services, are to be tried out first. */
  dryRunFrom: Risk | 'never';
  /** The time (ms) for which a dry run or plan is good. */
  dryRunWindowMs: number;
  /** Runs above this risk an agent can only propose. */
  highestRisk: Risk;
  /** The environments in which agents may start runs; all when absent. */
  environments?: string[];
  /**
   * The number of starts in an hour, proposals included, that all agents of one
   * user or service have together.
   */
  startsPerHour: number;
  /** True when an agent may approve what it did not start itself. */
  mayApprove: boolean;
  /** True when a person may approve what an agent proposed for that person. */
  ownProposals: boolean;
}

export function isRiskAtLeast(risk: Risk, least: Risk): boolean {
  return RISKS.indexOf(risk) >= RISKS.indexOf(least);
}
