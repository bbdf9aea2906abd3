import type { NotAllowedError } from '@backstage/errors';
import type { AgentLook } from '../../ports';
import { isRiskAtLeast, type AgentRules } from './AgentRules';
import type { AgentStart } from './AgentStart';
import { refuseAgent } from './refuseAgent';
import { planOf, startAs } from './toolCalls';

/** A look that was a dry run, with how that has ended so far. */
export interface SeenLook extends AgentLook {
  failed?: boolean;
}

export type Verdict =
  | { kind: 'start' }
  /** The run waits for a person's approval before its first step. */
  | { kind: 'propose' }
  | { kind: 'refuse'; error: NotAllowedError };

/**
 * Judges whether an agent may start this now. Budgets are counted elsewhere,
 * since only those who may start take from them.
 */
export function judgeStart(
  start: AgentStart,
  rules: AgentRules,
  looks: SeenLook[],
): Verdict {
  const { environments } = rules;
  if (environments && !environments.includes(start.environment)) {
    return { kind: 'refuse', error: refuseEnvironment(start, environments) };
  }
  // A person will look at it.
  if (start.propose) return { kind: 'propose' };
  if (wantsDryRun(start, rules) && !looks.some(({ failed }) => !failed)) {
    const error =
      looks.length > 0
        ? refuseFailed(start, looks)
        : refuseUntried(start, rules);
    return { kind: 'refuse', error };
  }
  return isTooRisky(start, rules) ? { kind: 'propose' } : { kind: 'start' };
}

export function isTooRisky(
  { risk }: Pick<AgentStart, 'risk'>,
  { highestRisk }: AgentRules,
): boolean {
  return risk !== highestRisk && isRiskAtLeast(risk, highestRisk);
}

/**
 * Tells whether a start is to be tried out first; one that starts or stops
 * services always is, unless nothing has to be.
 */
export function wantsDryRun(
  { risk, operates }: Pick<AgentStart, 'risk' | 'operates'>,
  { dryRunFrom }: AgentRules,
): boolean {
  if (dryRunFrom === 'never') return false;
  return operates || isRiskAtLeast(risk, dryRunFrom);
}

function refuseUntried(
  start: AgentStart,
  { dryRunWindowMs }: AgentRules,
): NotAllowedError {
  const minutes = Math.round(dryRunWindowMs / 60_000);
  return refuseAgent(
    `${describe(start)} is not started by an agent that has not tried it out. Do a dry run or a plan of the same input first and look at it; it is good for ${minutes} minutes. Or propose it, and a person decides`,
    {
      reason: 'dry-run-first',
      missing: [
        `a dry run or plan of the same flow, environment and input, by the same agent, in the last ${minutes} minutes`,
      ],
      nextActions: [
        startAs(start, 'dry-run'),
        planOf(start),
        startAs(start, 'proposal'),
      ],
    },
  );
}

function refuseFailed(start: AgentStart, looks: SeenLook[]): NotAllowedError {
  const failed = looks.flatMap(({ runId }) => (runId ? [runId] : []));
  return refuseAgent(
    `${describe(start)} is not started by an agent while its dry run did not succeed (run ${failed.join(', ')}). Look at why, and do another dry run. Or propose it, and a person decides`,
    {
      reason: 'dry-run-failed',
      missing: ['a dry run of the same input that did not fail'],
      nextActions: [
        { action: 'get-run', input: { runId: failed[0] } },
        startAs(start, 'dry-run'),
        startAs(start, 'proposal'),
      ],
    },
  );
}

function refuseEnvironment(
  start: AgentStart,
  environments: string[],
): NotAllowedError {
  return refuseAgent(
    `Agents start nothing in ${start.environment}: expected one of ${environments.join(', ') || 'none'}. A dry run or a plan changes nothing and is allowed. Ask a person to start it`,
    {
      reason: 'environment-not-allowed',
      missing: [
        `an environment that agents may use: ${environments.join(', ')}`,
      ],
      nextActions: [startAs(start, 'dry-run'), planOf(start)],
    },
  );
}

export function describe({ flowId, risk, environment }: AgentStart): string {
  return `${flowId} (risk ${risk}) in ${environment}`;
}
