import { isError, ResponseError } from '@backstage/errors';
import { pause } from './pause';

const TRIES = 60;
const DELAY_MS = 2_000;

/**
 * The statuses of a backend that starts, stops, is behind a proxy that cannot
 * reach it, or asks for patience.
 */
const PASSING_STATUSES = new Set([408, 429, 502, 503, 504]);

/**
 * How one waits for a backend that does not answer yet.
 *
 * @public
 */
export interface UntilReachableOptions {
  /** Told once, with the reason, before the first wait. */
  onWait?: (reason: string) => void;
  /** Ends the waiting; what it was aborted with is thrown. */
  signal?: AbortSignal;
}

/**
 * Calls the backend until it answers, for about two minutes. It is only for
 * calls that may be repeated.
 *
 * @throws what the last call threw: the backend's refusal, or that there was no answer
 *
 * @public
 */
export async function untilReachable<T>(
  call: () => Promise<T>,
  { onWait, signal }: UntilReachableOptions = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (tries === TRIES || !isPassing(error)) throw error;
      if (tries === 1) onWait?.(reasonOf(error));
    }
    await pause(DELAY_MS, signal);
    signal?.throwIfAborted();
  }
}

/**
 * Tells whether fetch failed because there was no answer; the reason is in the cause.
 *
 * @public
 */
export function isConnectionError(error: unknown): error is Error {
  return isError(error) && error.name === 'TypeError' && isError(error.cause);
}

function isPassing(error: unknown): boolean {
  return error instanceof ResponseError
    ? PASSING_STATUSES.has(error.statusCode)
    : isConnectionError(error);
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return isError(cause) && cause.message ? cause.message : message;
}
