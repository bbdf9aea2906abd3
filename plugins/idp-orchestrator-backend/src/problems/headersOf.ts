import { isDatabaseUnavailable } from './DatabaseUnavailableError';
import { RETRY_AFTER_S } from './retryAfter';
import { StoppingError } from './whileStopping';

/** Reads the headers of an answer that tells of an error: when to come back, where that helps. */
export function headersOf(error: unknown): Record<string, string> {
  const passes = isDatabaseUnavailable(error) || error instanceof StoppingError;
  return passes ? { 'retry-after': String(RETRY_AFTER_S) } : {};
}
