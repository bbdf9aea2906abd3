import type { Config } from '@backstage/config';
import { z } from 'zod';
import {
  amountOf,
  checkBlock,
  choiceOf,
  durationSchema,
  textSchema,
  textsSchema,
  wholeNumber,
} from '../values';

const ENGINE_ROLES = ['all', 'api', 'worker'] as const;

/** How this process takes part in working on runs. */
export interface EngineConfig {
  /** Runs that one process works on at the same time. */
  concurrency: number;
  /** What this process does: everything, only requests, or only runs. */
  role: (typeof ENGINE_ROLES)[number];
  /** Runs may ask for workers that have these. */
  labels: string[];
  /** For hosts whose own name is not unique. */
  hostName?: string;
  /** How long (ms) a script goes on while no backend follows it. */
  adoptionWindowMs: number;
  /** Between TERM and KILL, in ms. */
  graceMs: number;
}

const ANY_TIME = { least: 0 };

const engineSchema = z
  .strictObject(
    {
      concurrency: wholeNumber({ least: 1 }).default(20),
      role: choiceOf(ENGINE_ROLES).default('all'),
      labels: textsSchema.default([]),
      hostName: textSchema.optional(),
      adoptionWindow: durationSchema(ANY_TIME).optional(),
      adoptionWindowSeconds: amountOf('seconds', ANY_TIME).default(120_000),
      grace: durationSchema(ANY_TIME).optional(),
      graceSeconds: amountOf('seconds', ANY_TIME).default(10_000),
    },
    'the settings of the engine',
  )
  .prefault({})
  .transform((block): EngineConfig => ({
    concurrency: block.concurrency,
    role: block.role,
    labels: block.labels,
    hostName: block.hostName,
    adoptionWindowMs: block.adoptionWindow ?? block.adoptionWindowSeconds,
    graceMs: block.grace ?? block.graceSeconds,
  }));

/** @throws InputError telling every problem of the block */
export function readEngineConfig(config: Config | undefined): EngineConfig {
  const block = { key: 'engine', schema: engineSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
