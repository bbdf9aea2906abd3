import type { RunTracer } from './RunTracer';
import { identifyAttempt, type AttemptRef } from './spanIdentity';
import { formatTraceParent } from './traceParent';

/**
 * Makes the variables that a script needs so that its own spans are part of its
 * attempt's: none when runs are not traced, and in a script that is only asked
 * what it would do.
 */
export function createTraceEnvironment(
  tracer: RunTracer,
): (attempt: AttemptRef) => Record<string, string> {
  return (attempt): Record<string, string> => {
    const ids = identifyAttempt(attempt);
    const span = ids && tracer.refer(ids);
    if (!span) return {};
    return { TRACEPARENT: formatTraceParent(span) };
  };
}
