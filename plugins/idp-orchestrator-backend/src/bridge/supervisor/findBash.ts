import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';

/** bash by its full path: the script's own PATH may lead elsewhere. */
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
