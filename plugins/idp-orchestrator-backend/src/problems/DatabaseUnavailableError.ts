import { ServiceUnavailableError } from '@backstage/errors';

/** The time (s) after which a caller may ask again. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Says that the plugin's own database cannot be used for now. Its words are
 * meant for callers: they name no address, no file and no words of a driver,
 * which are in the log.
 */
export class DatabaseUnavailableError extends ServiceUnavailableError {}

/** Reads the headers of an answer that tells of an error. */
export function headersOf(error: unknown): Record<string, string> {
  return isDatabaseUnavailable(error)
    ? { 'retry-after': String(RETRY_AFTER_SECONDS) }
    : {};
}

/** Tells whether an error is about the database, and may be gone at the next try. */
export function isDatabaseUnavailable(
  error: unknown,
): error is DatabaseUnavailableError {
  return error instanceof DatabaseUnavailableError;
}
