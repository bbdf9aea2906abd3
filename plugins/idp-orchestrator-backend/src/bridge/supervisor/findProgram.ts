import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Finds bash by its full path, since the script's own PATH may lead elsewhere.
 *
 * @throws ServiceUnavailableError when there is none
 */
export async function findBash(path?: string): Promise<string> {
  const file = await findProgram('bash', path);
  if (file) return file;
  throw new ServiceUnavailableError(
    'Scripts need bash, and it is not on the PATH',
  );
}

/** Finds a program on a PATH, or where programs of its kind are; undefined when there is none. */
export async function findProgram(
  name: string,
  path = '',
): Promise<string | undefined> {
  const folders = [
    ...path.split(delimiter),
    '/bin',
    '/usr/bin',
    '/usr/local/bin',
  ];
  for (const folder of folders.filter(one => one.startsWith('/'))) {
    const file = join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
