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

/** Who is an agent, and what agents are held to. */
export interface AgentsConfig {
  /** Users and services that are agents whatever they say of themselves. */
  subjects: string[];
  rules: AgentRules;
}

const HOUR_MS = 60 * 60 * 1_000;
/** What agents did is forgotten after a day. */
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
      },
    }));

/** @throws InputError telling every problem of the block */
export function readAgentsConfig(
  config: Config | undefined,
  environments: string[],
): AgentsConfig {
  const block = { key: 'agents', schema: createSchema(environments) };
  return checkBlock(config?.getOptional(block.key), block);
}
