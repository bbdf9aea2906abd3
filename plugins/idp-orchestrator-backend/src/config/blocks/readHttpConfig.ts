import type { Config } from '@backstage/config';
import { z } from 'zod';
import { checkBlock, textsSchema } from '../values';

/** The limits of steps that use `http`. */
export interface HttpConfig {
  /** The hosts that they may send requests to. */
  allowedHosts: string[];
}

const httpSchema = z
  .strictObject(
    { allowedHosts: textsSchema.default([]) },
    'the settings of requests by HTTP',
  )
  .prefault({});

/**
 * Reads the block of steps that use `http`.
 *
 * @throws InputError telling every problem of the block
 */
export function readHttpConfig(config: Config | undefined): HttpConfig {
  const block = { key: 'http', schema: httpSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
