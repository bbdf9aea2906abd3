import { statfs } from 'node:fs/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { formatByteSize } from '@idp/backstage-plugin-idp-orchestrator-common';

/** With less than this (bytes) a disk counts as full: a block or two are of no use. */
const FULL_BYTES = 64 * 1024;

/** Tells how much can still be written to the disk of a folder. */
export async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize, files, ffree } = await statfs(folder);
  // A file system without a fixed number of files says 0 of 0.
  return files > 0 && ffree === 0 ? 0 : bavail * bsize;
}

/** Says that a disk is full, with the figures; undefined when it is not. */
export async function describeFullDisk(
  spoolDirectory: string,
): Promise<string | undefined> {
  const free = await readFreeBytes(spoolDirectory);
  return free < FULL_BYTES ? describeDisk(spoolDirectory, free) : undefined;
}

/**
 * Checks that there is room for what a script prints before it is started.
 *
 * @throws ServiceUnavailableError naming the disk, what is free and what to do
 */
export async function requireRoom(
  spoolDirectory: string,
  minFreeBytes: number,
): Promise<void> {
  const free = await readFreeBytes(spoolDirectory);
  if (free >= minFreeBytes) return;
  throw new ServiceUnavailableError(
    `The script was not started: ${describeDisk(spoolDirectory, free)}, and engine.spool.minFree asks for ${formatByteSize(minFreeBytes)}. Make room there, or set another spoolDirectory`,
  );
}

/** Says in words that a file could not be written since the disk is full; any other error stays as it is. */
export async function nameFullDisk(
  spoolDirectory: string,
  error: unknown,
): Promise<unknown> {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const free = await readFreeBytes(spoolDirectory);
  const why = code === 'EDQUOT' ? ', and the quota is used up' : '';
  return new ServiceUnavailableError(
    `The script was not started: nothing can be written to ${spoolDirectory} (${formatByteSize(free)} free${why}). Make room there, or set another spoolDirectory`,
  );
}

function describeDisk(spoolDirectory: string, free: number): string {
  return `the disk of the spool (${spoolDirectory}) has ${formatByteSize(free)} free`;
}
