import { InputError } from '@backstage/errors';
import { explainUnreadable } from './explainUnreadable';

/**
 * Does something with a file that somebody has named.
 *
 * @throws InputError saying why the file cannot be read; what `read` throws otherwise
 */
export async function whileReading<T>(
  file: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // Those of the system name what was called.
    const isOfSystem = error instanceof Error && 'syscall' in error;
    if (!isOfSystem) throw error;
    throw new InputError(`${file} ${explainUnreadable(error)}`);
  }
}
