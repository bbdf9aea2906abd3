import type { Config } from '@backstage/config';
import { z } from 'zod';
import { checkBlock, wholeNumber } from '../values';

/** The settings of the audit record. */
export interface AuditConfig {
  /** A seal is made when so many entries have none. */
  sealEvery: number;
}

const auditSchema = z
  .strictObject(
    { sealEvery: wholeNumber({ least: 1 }).default(100) },
    'the settings of the audit record',
  )
  .prefault({});

/**
 * Reads the block of the audit record.
 *
 * @throws InputError telling every problem of the block
 */
export function readAuditConfig(config: Config | undefined): AuditConfig {
  const block = { key: 'audit', schema: auditSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
