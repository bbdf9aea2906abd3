import type { Config } from '@backstage/config';
import { z } from 'zod';
import type { WindowDefinition } from '../../ports';
import { windowSchema } from '../../windows/windowSchema';
import { checkBlock } from '../values';

/** More are no rules that anybody knows. */
const MOST_WINDOWS = 200;

/**
 * Reads when which changes may happen.
 *
 * @throws InputError telling every problem of the block
 */
export function readWindowsConfig(
  config: Config | undefined,
  environments: string[],
): WindowDefinition[] {
  const one = windowSchema(environments, { source: 'configuration' });
  const schema = z
    .array(one, 'a list of windows')
    .max(MOST_WINDOWS, `at most ${MOST_WINDOWS} windows`)
    .superRefine((windows, context) => {
      const ids = windows.map(({ id }) => id);
      ids.forEach((id, index) => {
        if (ids.indexOf(id) === index) return;
        const message = 'an id that no other window has';
        context.addIssue({ code: 'custom', path: [index, 'id'], message });
      });
    })
    .default([]);
  const block = { key: 'windows', schema };
  return checkBlock(config?.getOptional(block.key), block);
}
