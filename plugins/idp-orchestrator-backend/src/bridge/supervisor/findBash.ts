import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Finds bash by its full path, since the script's own PATH may lead elsewhere.
 *
 * @throws ServiceUnavailableError when there is none
 */
export async function findBash(path = ''): Promise<string> {
  const folders = [
    ...path.split(delimiter),
    '/bin',
    '/usr/bin',
    '/usr/local/bin',
  ];
  for (const folder of folders.filter(name => name.startsWith('/'))) {
    const file = join(folder, 'bash');
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  throw new ServiceUnavailableError(
    'Scripts need bash, and it is not on the PATH',
  );
}
