import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The unit of `stat`, whatever the blocks of the file system are. */
const BLOCK_BYTES = 512;

/**
 * Adds up the bytes that all files of a folder and below take on the disk; 0
 * where there is none.
 */
export async function measureSpool(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(whenGone([]));
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(async ({ parentPath, name }) => {
      // Attempts are forgotten meanwhile.
      const gone = whenGone({ size: 0, blocks: 0 });
      const { size, blocks } = await stat(join(parentPath, name)).catch(gone);
      // Output that is not kept is a hole in its file.
      return Math.min(size, blocks * BLOCK_BYTES);
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function whenGone<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
}
