import type { Config } from '@backstage/config';
import { z } from 'zod';
import { checkBlock, textsSchema } from '../values';

/** What holds for steps that use `http`. */
export interface HttpConfig {
  /** Where they may send requests to. */
  allowedHosts: string[];
}

const httpSchema = z
  .strictObject(
    { allowedHosts: textsSchema.default([]) },
    'the settings of requests by HTTP',
  )
  .prefault({});

/** @throws InputError telling every problem of the block */
export function readHttpConfig(config: Config | undefined): HttpConfig {
  const block = { key: 'http', schema: httpSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
