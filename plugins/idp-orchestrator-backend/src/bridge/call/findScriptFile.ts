import {
  access,
  constants,
  open,
  readFile,
  realpath,
  stat,
} from 'node:fs/promises';
import { sep, resolve } from 'node:path';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { inOrder } from '../../waiting/inOrder';
import { findMount } from './findMount';

/**
 * Finds the file of a listed script: inside the real path of its environment's
 * scripts directory, a regular file, executable. It is called by the path that
 * is configured, since the real one may go while the script runs: a ConfigMap
 * that changes is another folder behind the same link.
 *
 * @throws NotFoundError when it cannot be reached
 * @throws NotAllowedError when it is not such a file
 */
export async function findScriptFile(
  scriptsDirectory: string,
  script: string,
): Promise<string> {
  const configured = resolve(scriptsDirectory, script);
  const [root, file] = await inOrder([
    findReal(scriptsDirectory, 'The scripts directory'),
    findReal(configured, `The file of script ${script}`),
  ]);
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new NotAllowedError(
      `Script ${script} is at ${file}, outside of its scripts directory ${root}`,
    );
  }
  const stats = await stat(file);
  if (!stats.isFile()) {
    throw new NotAllowedError(
      `Script ${script} at ${file} is not a regular file`,
    );
  }
  await inOrder([
    requireExecutable(script, file, stats.mode),
    requireUnixLines(script, file),
  ]);
  return configured;
}

async function requireExecutable(
  script: string,
  file: string,
  mode: number,
): Promise<void> {
  await access(file, constants.X_OK).catch(async () => {
    const why = await whyNotExecutable(file, mode);
    throw new NotAllowedError(`Script ${script} at ${file} ${why}`);
  });
}

async function findReal(path: string, what: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new NotFoundError(
      `${what} cannot be reached at ${path}: ${WHY[code] ?? code}`,
    );
  }
}

/** What to do about a path that cannot be followed, by the code of the system. */
const WHY: Record<string, string> = {
  ENOENT: 'there is none. Put it there, or correct the path',
  ENOTDIR: 'what stands before the last / is no folder. Correct the path',
  EACCES:
    'the account of the backend may not enter one of the folders above it. Let it, by chmod o+x or another group',
  ELOOP: 'its links lead in a circle. Let them lead to the file',
};

async function whyNotExecutable(file: string, mode: number): Promise<string> {
  if ((mode & 0o111) === 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0');
    return `is not executable (its mode is ${octal}). chmod +x makes it so; of a ConfigMap or Secret that is mounted, defaultMode: 0755`;
  }
  const mount = findMount(await readMounts(), file);
  if (mount?.options.includes('noexec')) {
    return `cannot be executed, since ${mount.path} is mounted with noexec. Mount it without, or keep the scripts elsewhere (scriptsDirectory)`;
  }
  return 'is executable for others only. chmod a+x makes it so for the user of the backend';
}

/** Only Linux has it; elsewhere it is not known how things are mounted. */
function readMounts(): Promise<string> {
  return readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
}

/** Windows' line ends make a carriage return a part of the interpreter's name. */
async function requireUnixLines(script: string, file: string): Promise<void> {
  const handle = await open(file, 'r').catch(() => undefined);
  // One that may be executed and not read is left to the kernel.
  if (!handle) return;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256);
    const [first] = buffer.toString('latin1', 0, bytesRead).split('\n', 1);
    if (!first.startsWith('#!') || !first.endsWith('\r')) return;
  } finally {
    await handle.close();
  }
  throw new NotAllowedError(
    `Script ${script} at ${file} has the line ends of Windows (CRLF), so that its interpreter is not found. Save it with those of Unix (LF), for example by sed -i 's/\\r$//' or eol=lf in .gitattributes`,
  );
}
