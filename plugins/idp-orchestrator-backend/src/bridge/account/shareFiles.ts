import { chmod, chown, mkdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AttemptFiles } from '../supervisor/AttemptFiles';
import type { ScriptAccount } from './ScriptAccount';

const SAME_OWNER = -1;
/** A member of the group finds in a folder what it knows the name of, and changes nothing there. */
const PASSABLE = 0o710;
/** A member of the group reads and writes the file. Its owner stays the backend. */
const WRITABLE = 0o660;
const READABLE = 0o640;

/** Makes the spool, with a way through it to what a script of the account may write. */
export async function prepareSpool(
  spoolDirectory: string,
  account: ScriptAccount,
): Promise<void> {
  await mkdir(spoolDirectory, { recursive: true, mode: 0o700 });
  // Rights that somebody gave to others are theirs.
  const { mode } = await stat(spoolDirectory);
  if ((mode & 0o077) === 0) await makePassable(spoolDirectory, account);
}

/**
 * Lets a script write its output and its summary, and open its streams by their
 * names (`/dev/stderr`). The notes of its supervisor stay out of its reach: the
 * folder is the backend's, so nothing in it can be made, removed or exchanged.
 */
export async function shareAttempt(
  files: AttemptFiles,
  account: ScriptAccount,
): Promise<void> {
  const step = dirname(files.folder);
  const folders = [dirname(step), step, files.folder];
  for (const folder of folders) await makePassable(folder, account);
  const written = [files.output, files.summary, files.stdout, files.stderr];
  await Promise.all(written.map(file => makeWritable(file, account)));
}

export async function makePassable(
  folder: string,
  { gid }: ScriptAccount,
): Promise<void> {
  await chown(folder, SAME_OWNER, gid);
  await chmod(folder, PASSABLE);
}

/** Lets a script of the account read what is made for it, and change nothing there. */
export async function makeReadable(
  file: Pick<FileHandle, 'chown' | 'chmod'>,
  { gid }: ScriptAccount,
): Promise<void> {
  await file.chown(SAME_OWNER, gid);
  await file.chmod(READABLE);
}

export async function makeWritable(
  file: string,
  { gid }: ScriptAccount,
): Promise<void> {
  await chown(file, SAME_OWNER, gid);
  await chmod(file, WRITABLE);
}
