import path from 'node:path';
import type { Config } from '@backstage/config';
import { z } from 'zod';
import { checkBlock, textSchema } from '../values';

/** The places of the files that belong to no environment. */
export interface FoldersConfig {
  /**
   * The script catalog of all environments; each one's own `catalog.yaml` when
   * absent.
   */
  scriptCatalog?: string;
  /** The folder of the flows in YAML, if there is one. */
  flowsDirectory?: string;
  /**
   * The folder in which the output of running scripts is kept until it is
   * stored.
   */
  spoolDirectory: string;
}

const SPOOL =
  'a folder for the output of running scripts, on a disk that survives a restart';

const foldersSchema = z
  .object({
    scriptCatalog: textSchema.optional(),
    flowsDirectory: textSchema.optional(),
    spoolDirectory: z.string(SPOOL).min(1, SPOOL),
  })
  .transform((block): FoldersConfig => ({
    scriptCatalog: block.scriptCatalog,
    flowsDirectory: block.flowsDirectory && path.resolve(block.flowsDirectory),
    spoolDirectory: path.resolve(block.spoolDirectory),
  }));

/**
 * Reads the keys of folders and files. `IDP_FLOWS_DIR` gives the folder of the
 * flows when none is configured.
 *
 * @throws InputError telling every problem of these keys
 */
export function readFoldersConfig(
  config: Config | undefined,
  { IDP_FLOWS_DIR }: NodeJS.ProcessEnv,
): FoldersConfig {
  const configured = {
    scriptCatalog: config?.getOptional('scriptCatalog'),
    flowsDirectory:
      config?.getOptional('flowsDirectory') ?? (IDP_FLOWS_DIR || undefined),
    spoolDirectory: config?.getOptional('spoolDirectory'),
  };
  return checkBlock(configured, { key: '', schema: foldersSchema });
}
