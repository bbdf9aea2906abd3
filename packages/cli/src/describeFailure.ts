import { CliError } from './CliError';
import type { Ending } from './exitCodes';

/** A failure as it is told: the sentence, and how the command ends. */
export interface Failure {
  message: string;
  ending: Ending;
}

/** Says of any error what it means to whoever gave the command. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) return error;
  const { statusCode, body } = error as { statusCode?: number; body?: unknown };
  if (statusCode !== undefined) {
    const { message } = error as Error;
    return {
      message: messageIn(body) ?? message,
      ending: endingOfStatus(statusCode),
    };
  }
  const { message, cause } = error as Error & { cause?: Error };
  if (message === 'fetch failed' && cause) {
    return { message: reasonOf(cause), ending: 'unreachable' };
  }
  return { message: message ?? String(error), ending: 'failed' };
}

function messageIn(body: unknown): string | undefined {
  const { error } = (body ?? {}) as { error?: { message?: string } };
  return error?.message;
}

function endingOfStatus(status: number): Ending {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 408 || status === 429 || status > 501) return 'unreachable';
  return status < 500 ? 'misused' : 'failed';
}

/** Of several addresses that were tried, the library tells each by itself. */
function reasonOf(cause: Error & { errors?: Error[] }): string {
  return cause.message || (cause.errors?.[0]?.message ?? String(cause));
}
