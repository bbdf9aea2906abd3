import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { RISKS } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AgentRules } from '../../access/agents';

export interface AgentConfig {
  /** Users and services that are agents whatever they say of themselves. */
  agentSubjects: string[];
  agentRules: AgentRules;
}

const MINUTE_MS = 60_000;
/** What agents did is forgotten after it. */
const LONGEST_WINDOW_MINUTES = 24 * 60;

/** @throws InputError saying which key is wrong */
export function readAgentRules(
  config: Config | undefined,
  environments: string[],
): AgentConfig {
  const agents = config?.getOptionalConfig('agents');
  return {
    agentSubjects: agents?.getOptionalStringArray('subjects') ?? [],
    agentRules: {
      dryRunFrom: readRisk(agents, 'dryRunFrom', {
        choices: [...RISKS, 'never'],
        fallback: 'medium',
      }),
      dryRunWindowMs:
        readNumber(agents, 'dryRunWindowMinutes', {
          fallback: 60,
          least: 1,
          most: LONGEST_WINDOW_MINUTES,
        }) * MINUTE_MS,
      highestRisk: readRisk(agents, 'highestRisk', {
        choices: RISKS,
        fallback: 'high',
      }),
      environments: readEnvironments(agents, environments),
      startsPerHour: readNumber(agents, 'startsPerHour', {
        fallback: 30,
        least: 0,
        most: 100_000,
      }),
      mayApprove: agents?.getOptionalBoolean('mayApprove') ?? false,
    },
  };
}

function readRisk<T extends string>(
  config: Config | undefined,
  key: string,
  { choices, fallback }: { choices: readonly T[]; fallback: NoInfer<T> },
): T {
  const given = config?.getOptionalString(key) ?? fallback;
  const choice = choices.find(known => known === given);
  if (choice) return choice;
  throw new InputError(
    `idpOrchestrator.agents.${key} is ${given}: expected one of ${choices.join(', ')}`,
  );
}

function readNumber(
  config: Config | undefined,
  key: string,
  limits: { fallback: number; least: number; most: number },
): number {
  const { fallback, least, most } = limits;
  const given = config?.getOptionalNumber(key) ?? fallback;
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  throw new InputError(
    `idpOrchestrator.agents.${key} is ${given}: expected a whole number from ${least} to ${most}`,
  );
}

function readEnvironments(
  config: Config | undefined,
  known: string[],
): string[] | undefined {
  const given = config?.getOptionalStringArray('environments');
  const unknown = given?.filter(name => !known.includes(name)) ?? [];
  if (unknown.length === 0) return given;
  throw new InputError(
    `idpOrchestrator.agents.environments names ${unknown.join(', ')}: expected some of ${known.join(', ')}`,
  );
}
