import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Adds up the bytes of all files of a folder and below; 0 where there is none. */
export async function measureSpool(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(whenGone([]));
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(async ({ parentPath, name }) => {
      // Attempts are forgotten meanwhile.
      const gone = whenGone({ size: 0 });
      return (await stat(join(parentPath, name)).catch(gone)).size;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function whenGone<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
}
