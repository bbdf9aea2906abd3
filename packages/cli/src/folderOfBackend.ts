import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Gives the folder in which a backend is started, where relative paths of its
 * configuration begin: its package, or the folder of an image.
 */
export function folderOfBackend(root: string): string {
  const beside = path.join(root, 'packages/backend');
  return existsSync(beside) ? beside : root;
}
