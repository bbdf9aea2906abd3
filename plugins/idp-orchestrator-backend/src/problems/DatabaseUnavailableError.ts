import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Says that the plugin's own database cannot be used for now. Its words are
 * meant for callers: they name no address, no file and no words of a driver,
 * which are in the log.
 */
export class DatabaseUnavailableError extends ServiceUnavailableError {
  /**
   * True when what was written may be there all the same: the database went away
   * before it said so.
   */
  readonly isInDoubt: boolean;

  constructor(message: string, { isInDoubt = false } = {}) {
    super(message);
    this.isInDoubt = isInDoubt;
  }
}

/** Tells whether an error is about the database, and may be gone at the next try. */
export function isDatabaseUnavailable(
  error: unknown,
): error is DatabaseUnavailableError {
  return error instanceof DatabaseUnavailableError;
}
