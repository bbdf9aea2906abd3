import type { RunError } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The end of an attempt, as its event tells it. */
interface AttemptEnd {
  type: 'step.finished' | 'step.retryScheduled';
  status?: string;
  error?: RunError;
}

/**
 * Tells how a script ended: `0`, `not-startable` for the shell's codes 126 and
 * 127, `signal`, or `error` for every other code. Undefined for what was no
 * script, or whose end nobody knows.
 */
export function classifyExit(
  uses: string,
  { status, error }: AttemptEnd,
): string | undefined {
  if (error?.signal !== undefined) return 'signal';
  const code = error?.exitCode;
  if (code === undefined) {
    return uses === 'script' && status === 'succeeded' ? '0' : undefined;
  }
  if (code === 126 || code === 127) return 'not-startable';
  if (code > 128) return 'signal';
  return code === 0 ? '0' : 'error';
}
