import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CONTENT, PACKED_EXAMPLE, REPOSITORY_EXAMPLE } from './content';

/** Copies the example to what is built of this package, with which it is published. */
export function packExample(target = PACKED_EXAMPLE): void {
  rmSync(target, { recursive: true, force: true });
  for (const name of CONTENT) {
    cpSync(path.join(REPOSITORY_EXAMPLE, name), path.join(target, name), {
      recursive: true,
      filter: file => path.basename(file) !== 'node_modules',
    });
  }
}

if (require.main === module) packExample();
