import type { Config } from '@backstage/config';
import { z } from 'zod';
import { checkBlock, wholeNumber } from '../values';

/** The limits for those who send requests to this process. */
export interface ApiConfig {
  /** The number of requests that one caller may send in a minute. */
  requestsPerMinute: number;
}

const apiSchema = z
  .strictObject(
    { requestsPerMinute: wholeNumber({ least: 1 }).default(3_000) },
    'the settings of the API',
  )
  .prefault({});

/**
 * Reads the block of the REST API.
 *
 * @throws InputError telling every problem of the block
 */
export function readApiConfig(config: Config | undefined): ApiConfig {
  const block = { key: 'api', schema: apiSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
