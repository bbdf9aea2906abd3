import type { Config } from '@backstage/config';
import { RISKS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import type { AgentRules } from '../../access/agents';
import {
  amountOf,
  booleanSchema,
  checkBlock,
  choiceOf,
  durationSchema,
  namesAmong,
  textsSchema,
  wholeNumber,
} from '../values';

/**
 * The users and services that are agents, and the rules that agents are held
 * to.
 */
export interface AgentsConfig {
  /** The users and services that are agents whatever they say of themselves. */
  subjects: string[];
  rules: AgentRules;
}

const HOUR_MS = 60 * 60 * 1_000;
/**
 * The limits of the time for which a look is good; what agents did is forgotten
 * after a day.
 */
const WINDOW = { least: 60_000, most: 24 * HOUR_MS };

const createSchema = (environments: string[]) =>
  z
    .strictObject(
      {
        subjects: textsSchema.default([]),
        dryRunFrom: choiceOf([...RISKS, 'never']).default('medium'),
        dryRunWindow: durationSchema(WINDOW).optional(),
        dryRunWindowMinutes: amountOf('minutes', WINDOW).default(HOUR_MS),
        highestRisk: choiceOf(RISKS).default('high'),
        environments: namesAmong(environments).optional(),
        startsPerHour: wholeNumber({ least: 0, most: 100_000 }).default(30),
        mayApprove: booleanSchema.default(false),
        ownProposals: booleanSchema.default(false),
      },
      'the settings for agents',
    )
    .prefault({})
    .transform((block): AgentsConfig => ({
      subjects: block.subjects,
      rules: {
        dryRunFrom: block.dryRunFrom,
        dryRunWindowMs: block.dryRunWindow ?? block.dryRunWindowMinutes,
        highestRisk: block.highestRisk,
        environments: block.environments,
        startsPerHour: block.startsPerHour,
        mayApprove: block.mayApprove,
        ownProposals: block.ownProposals,
      },
    }));

/**
 * Reads the rules for agents.
 *
 * @throws InputError telling every problem of the block
 */
export function readAgentsConfig(
  config: Config | undefined,
  environments: string[],
): AgentsConfig {
  const block = { key: 'agents', schema: createSchema(environments) };
  return checkBlock(config?.getOptional(block.key), block);
}
