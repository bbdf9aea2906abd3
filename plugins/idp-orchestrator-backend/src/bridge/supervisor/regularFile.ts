import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';

/** A file of an attempt that was opened, or what stands in its place and is not read. */
export type OpenedFile =
  | { file: FileHandle; size: number; is?: undefined }
  /** Completes the sentence "… is a named pipe". */
  | { file?: undefined; size?: undefined; is: string };

/** A part of a regular file. */
export interface FilePart {
  text: string;
  /** The bytes of the whole file. */
  bytes: number;
}

/**
 * Opens a file for reading that a script may have replaced by anything: never
 * waits, as the opening of a pipe does with a thread of the whole backend, and
 * follows no link.
 */
export async function openRegular(path: string): Promise<OpenedFile> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let file: FileHandle;
  try {
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    return { is: await nameRefusal(path, error as NodeJS.ErrnoException) };
  }
  const opened = await file.stat();
  if (opened.isFile()) return { file, size: opened.size };
  await file.close();
  return { is: nameKind(opened) };
}

/** Reads a part of a file that a script may have replaced. */
export async function readRegularPart(
  path: string,
  choose: (size: number) => { from: number; length: number },
): Promise<(FilePart & { is?: undefined }) | { is: string }> {
  const { file, size, is } = await openRegular(path);
  if (!file) return { is };
  try {
    const { from, length } = choose(size);
    if (length === 0) return { text: '', bytes: size };
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(length),
      0,
      length,
      from,
    );
    return { text: buffer.toString('utf8', 0, bytesRead), bytes: size };
  } finally {
    // Nobody waits: that a file cannot be closed that was only read loses nothing.
    file.close().catch(() => {});
  }
}

/** Says what stands where a file should be; undefined for a regular file. */
export async function nameOtherKind(path: string): Promise<string | undefined> {
  const { file, is } = await openRegular(path);
  await file?.close();
  return is;
}

function nameKind(found: Stats): string {
  if (found.isSymbolicLink()) return 'a symbolic link';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isDirectory()) return 'a folder';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

async function nameRefusal(
  path: string,
  error: NodeJS.ErrnoException,
): Promise<string> {
  switch (error.code) {
    // A folder above it may be gone as well, or be a file by now.
    case 'ENOENT':
    case 'ENOTDIR':
      return 'gone';
    case 'EACCES':
      return 'a file that the backend may not read';
    // Links, sockets, and devices that are none.
    case 'ELOOP':
    case 'ENXIO':
    case 'ENODEV':
      return nameKind(await lstat(path));
    default:
      throw error;
  }
}
