import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The HTTP status of a refusal; absent when the backend did not answer at all. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode;
}

const GATEWAY = new Set([502, 503, 504]);

/** Whether nobody answered: `fetch` says so by a `TypeError`, a proxy by a status of its own. */
export function isUnreachable(error: unknown): boolean {
  const status = statusOf(error);
  return (
    error instanceof TypeError || (status !== undefined && GATEWAY.has(status))
  );
}

/** The problems that the backend listed in a refusal, from wherever the error carries them. */
export function problemsIn(error: unknown): Problem[] {
  const { body, cause } = (error ?? {}) as {
    body?: { error?: { problems?: unknown } };
    cause?: { problems?: unknown };
  };
  const listed = body?.error?.problems ?? cause?.problems;
  return Array.isArray(listed) ? listed.filter(isProblem) : [];
}

/** What the backend said, without the status line that `ResponseError` puts before it. */
export function messageOf(error: Error): string {
  const { cause } = error as { cause?: { message?: string } };
  return cause?.message || error.message;
}

/** The kind of error that the backend told, by its name. */
export function nameOf(error: Error): string {
  const { cause } = error as { cause?: { name?: string } };
  return cause?.name ?? error.name;
}

function isProblem(value: unknown): value is Problem {
  const { path, expected, got } = (value ?? {}) as Partial<Problem>;
  return [path, expected, got].every(part => typeof part === 'string');
}
