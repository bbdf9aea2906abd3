/** The first pause (ms) between tries while the cluster does not answer. */
export const FIRST_PAUSE_MS = 100;
export const LONGEST_PAUSE_MS = 5_000;

/** Makes the pause (ms) after one that was in vain. */
export function nextPause(pauseMs: number): number {
  return Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
}

/** Tells whether an error may pass: the cluster is unreachable, overloaded, or restarting. */
export function isPassing(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ServiceUnavailableError';
}
