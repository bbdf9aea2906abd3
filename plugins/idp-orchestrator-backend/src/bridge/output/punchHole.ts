import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { findProgram } from '../supervisor/findProgram';

/**
 * Gives the room of a part of a file back to the disk; its length, and all
 * offsets in it, stay as they are. The file is reached by its descriptor, since
 * something else may be in its place by now.
 *
 * @returns false where that is not possible: without util-linux, or on a file
 *   system that knows no holes
 */
export async function punchHole(
  file: FileHandle,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  const program =
    process.platform === 'linux' ? await findProgram('fallocate') : undefined;
  if (!program) return false;
  const child = spawn(
    program,
    [
      '--punch-hole',
      `--offset=${from}`,
      `--length=${to - from}`,
      '/proc/self/fd/3',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', file.fd], env: {} },
  );
  try {
    const [code] = await once(child, 'exit');
    return code === 0;
  } catch {
    return false;
  }
}
