import type { Config } from '@backstage/config';
import { z } from 'zod';
import { amountOf, booleanSchema, checkBlock, durationSchema } from '../values';

/** The configuration of the door for clients of Windmill. */
export interface WindmillConfig {
  /** True when the door is open. */
  enabled: boolean;
  /** The name of its one workspace. */
  workspace: string;
  /**
   * True when the routes are at the root of the backend too, where Windmill
   * itself has them.
   */
  mountAtRoot: boolean;
  /**
   * The time (ms) for which a caller may wait for a result; the run is
   * cancelled then.
   */
  waitLimitMs: number;
  /** The time (ms) for which a link that approves is good. */
  linkLifetimeMs: number;
}

/** A link is good for a week unless it is configured, and for a month at most. */
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;
const LINK_LIFETIME = { least: 60_000, most: 31 * 24 * 60 * 60 * 1_000 };
const SOME_TIME = { least: 1 };
const WORKSPACE = 'letters, digits, - and _, at most 50';

const windmillSchema = z
  .strictObject(
    {
      enabled: booleanSchema.default(true),
      workspace: z
        .string(WORKSPACE)
        .regex(/^[\w-]{1,50}$/, WORKSPACE)
        .default('idp'),
      mountAtRoot: booleanSchema.default(false),
      linkLifetime: durationSchema(LINK_LIFETIME).default(WEEK_MS),
      waitLimit: durationSchema(SOME_TIME).optional(),
      waitLimitSeconds: amountOf('seconds', SOME_TIME).default(600_000),
    },
    'the settings of the door for clients of Windmill',
  )
  .prefault({})
  .transform((block): WindmillConfig => ({
    enabled: block.enabled,
    workspace: block.workspace,
    linkLifetimeMs: block.linkLifetime,
    mountAtRoot: block.mountAtRoot,
    waitLimitMs: block.waitLimit ?? block.waitLimitSeconds,
  }));

/**
 * Reads the block of the door for clients of Windmill.
 *
 * @throws InputError telling every problem of the block
 */
export function readWindmillConfig(config: Config | undefined): WindmillConfig {
  const block = { key: 'windmill', schema: windmillSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
