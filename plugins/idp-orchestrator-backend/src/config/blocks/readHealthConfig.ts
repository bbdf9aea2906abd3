import type { Config } from '@backstage/config';
import { z } from 'zod';
import { amountOf, checkBlock, durationSchema } from '../values';

/** The times for watching services that nobody asks for. */
export interface HealthConfig {
  /** The pause (ms) between two looks at them. */
  watchMs: number;
  /** The time (ms) for which their history is kept. */
  historyMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const SOME_TIME = { least: 1 };

const healthSchema = z
  .strictObject(
    {
      watchEvery: durationSchema(SOME_TIME).optional(),
      watchSeconds: amountOf('seconds', SOME_TIME).default(30_000),
      historyAge: durationSchema(SOME_TIME).optional(),
      historyDays: amountOf('days', SOME_TIME).default(30 * DAY_MS),
    },
    'the settings of the health watch',
  )
  .prefault({})
  .transform((block): HealthConfig => ({
    watchMs: block.watchEvery ?? block.watchSeconds,
    historyMs: block.historyAge ?? block.historyDays,
  }));

/**
 * Reads the block of health.
 *
 * @throws InputError telling every problem of the block
 */
export function readHealthConfig(config: Config | undefined): HealthConfig {
  const block = { key: 'health', schema: healthSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
