import type { Config } from '@backstage/config';
import { checkBlock, textsByNameSchema } from '../values';

const secretsSchema = textsByNameSchema.default({});

/**
 * Reads the secrets by their names.
 *
 * @throws InputError telling every problem of the block, and no secret
 */
export function readSecretsConfig(
  config: Config | undefined,
): Record<string, string> {
  const block = { key: 'secrets', schema: secretsSchema, hides: () => true };
  return checkBlock(config?.getOptional(block.key), block);
}
