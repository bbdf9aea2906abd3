import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import {
  isConnectionError,
  untilReachable as untilAnswered,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Calls the orchestrator until it answers, for about two minutes: a template
 * may go on before the backend does. It is only for calls that may be repeated.
 *
 * @param what - what is being done, for a message: "Flow x was not started"
 * @throws the answer, with what the orchestrator said
 */
export async function untilReachable<T>(
  call: () => Promise<T>,
  { logger, signal }: { logger: LoggerService; signal?: AbortSignal },
  what: string,
): Promise<T> {
  try {
    return await untilAnswered(call, {
      signal,
      onWait: reason =>
        logger.info(
          `The orchestrator cannot be reached now (${reason}); trying again`,
        ),
    });
  } catch (error) {
    throw explain(error, what);
  }
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
