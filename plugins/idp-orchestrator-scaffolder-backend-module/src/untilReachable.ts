import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, isError, ResponseError } from '@backstage/errors';

const TRIES = 60;
const DELAY_MS = 2_000;

/**
 * The statuses of a backend that starts, stops, is behind a proxy that cannot
 * reach it, or asks for patience.
 */
const PASSING_STATUSES = new Set([408, 429, 502, 503, 504]);

/**
 * Calls the orchestrator until it answers, for about two minutes: a template
 * may go on before the backend does. It is only for calls that may be repeated.
 *
 * @param what - what is being done, for a message: "Flow x was not started"
 * @throws the answer, with what the orchestrator said
 */
export async function untilReachable<T>(
  call: () => Promise<T>,
  ctx: { logger: LoggerService; signal?: AbortSignal },
  what: string,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (tries === TRIES || !isPassing(error)) throw explain(error, what);
      if (tries === 1) {
        ctx.logger.info(
          `The orchestrator cannot be reached now (${reasonOf(error)}); trying again`,
        );
      }
    }
    await sleep(DELAY_MS, undefined, { signal: ctx.signal });
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ResponseError
    ? PASSING_STATUSES.has(error.statusCode)
    : isConnectionError(error);
}

/**
 * Tells whether fetch failed because there was no answer; the reason is in the
 * cause.
 */
function isConnectionError(error: unknown): error is Error {
  return isError(error) && error.name === 'TypeError' && isError(error.cause);
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return isError(cause) && cause.message ? cause.message : message;
}

/**
 * Makes an error with what the orchestrator said, which is in the cause, where
 * a template's log does not show it.
 */
function explain(error: unknown, what: string): unknown {
  if (error instanceof ResponseError) {
    return new ForwardedError(what, error.cause);
  }
  return isConnectionError(error)
    ? new ForwardedError(what, error.cause)
    : error;
}
