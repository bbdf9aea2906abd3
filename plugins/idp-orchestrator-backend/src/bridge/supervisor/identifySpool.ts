import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ignoreMissing } from './AttemptFiles';

/**
 * Reads the mark of a spool, which is made when it is used for the first time:
 * a path says nothing about whether two hosts mean the same disk.
 */
export async function identifySpool(spoolDirectory: string): Promise<string> {
  const path = join(spoolDirectory, 'spool-id');
  // Read first: a full disk must not keep a backend from what runs there.
  return (await readMark(path)) ?? makeMark(path);
}

async function makeMark(path: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, randomUUID(), { mode: 0o600 });
    // Complete when it appears, and made by one of those that start together.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}

async function readMark(path: string): Promise<string | undefined> {
  return (await readFile(path, 'utf8').catch(ignoreMissing))?.trim();
}
