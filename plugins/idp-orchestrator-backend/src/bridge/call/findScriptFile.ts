import { access, constants, realpath, stat } from 'node:fs/promises';
import { sep, resolve } from 'node:path';
import { NotAllowedError, NotFoundError } from '@backstage/errors';

/**
 * Finds the real path of a listed script: inside the real path of its
 * environment's scripts directory, a regular file, executable.
 *
 * @throws NotFoundError when it cannot be reached
 * @throws NotAllowedError when it is not such a file
 */
export async function findScriptFile(
  scriptsDirectory: string,
  script: string,
): Promise<string> {
  const root = await findReal(scriptsDirectory, 'The scripts directory');
  const file = await findReal(
    resolve(root, script),
    `The file of script ${script}`,
  );
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new NotAllowedError(
      `Script ${script} is at ${file}, outside of its scripts directory ${root}`,
    );
  }
  if (!(await stat(file)).isFile()) {
    throw new NotAllowedError(
      `Script ${script} at ${file} is not a regular file`,
    );
  }
  await access(file, constants.X_OK).catch(() => {
    throw new NotAllowedError(
      `Script ${script} at ${file} is not executable; chmod +x makes it so`,
    );
  });
  return file;
}

async function findReal(path: string, what: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw new NotFoundError(`${what} cannot be reached at ${path}`, error);
  }
}
